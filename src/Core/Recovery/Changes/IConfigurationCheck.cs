namespace Nginx502;

/// <summary>Asks a program whether it takes a new configuration, without leaving a trace (<c>nginx -t</c>, <c>php-fpm -t</c>).</summary>
public interface IConfigurationCheck
{
    /// <summary>What is asked, for messages: <c>nginx -t</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Checks before any file is replaced, the new bytes being seen at their real names in private. Null when that cannot be
    /// done here (it takes the right to mount): then <see cref="CheckInstalled"/> is asked after the files were replaced.
    /// </summary>
    /// <param name="files">The new files.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    ChangeCheck? CheckBeforehand(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken);

    /// <summary>Checks the files that are in place.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    ChangeCheck CheckInstalled(CancellationToken cancellationToken);
}
