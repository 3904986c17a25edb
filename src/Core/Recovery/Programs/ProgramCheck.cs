using Nginx502.Inspection;

namespace Nginx502.Recovery;

/// <summary>
/// Asks a program for its word on new files. Where it cannot be asked in private, it is asked once they are in place; where it cannot be asked at
/// all, the change is refused, unless the person forces it: the files are changed then, and nothing is reloaded.
/// </summary>
/// <param name="name">What is asked, for messages: <c>nginx -t</c>.</param>
/// <param name="surroundings">What a check must know beside the new files, as it will be once they are in place; without files, as it is.</param>
/// <param name="run">Runs the check.</param>
/// <param name="isForced">True when the change may be made without the program's word; null where no person is asked for that.</param>
internal sealed class ProgramCheck(
    string name,
    Func<IReadOnlyList<StagedFile>, ConfigurationCheckOptions> surroundings,
    Func<ConfigurationCheckOptions, CancellationToken, ConfigurationCheck> run,
    bool? isForced) : IConfigurationCheck
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public ChangeCheck? CheckBeforehand(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken)
    {
        var staged = files.ToDictionary(file => file.RealPath, file => (byte[]?)file.Content.ToArray(), StringComparer.Ordinal);
        ConfigurationCheck check = run(surroundings(files) with { StagedFiles = staged }, cancellationToken);
        return check.IsViewRefused ? null : Judge(check, isBeforehand: true);
    }

    /// <inheritdoc/>
    public ChangeCheck CheckInstalled(CancellationToken cancellationToken) =>
        Judge(run(surroundings([]) with { MayLeaveTraces = true }, cancellationToken), isBeforehand: false);

    private ChangeCheck Judge(ConfigurationCheck check, bool isBeforehand)
    {
        if (check.WasRun)
        {
            return new ChangeCheck(check.Passed, isBeforehand, [.. check.Diagnostics]);
        }

        ConfigurationDiagnostic gap = new(
            isForced == true ? Severity.Warning : Severity.Error,
            "NotChecked",
            check.NotSeen[0].ToString(),
            null,
            null,
            Advice: isForced == false ? "-Force makes the change without the program's word, and without a reload." : null);
        return new ChangeCheck(isForced == true, IsTestedBeforehand: false, [gap]) { IsForced = isForced == true };
    }
}
