namespace Nginx502.Diagnosis;

/// <summary>A file that scripts cannot go without, and that PHP cannot open (php-src: main/main.c, php_message_handler_for_zend, ZMSG_FAILED_REQUIRE_FOPEN).</summary>
/// <param name="Path">The file, as it was asked for.</param>
/// <param name="IsOfEveryScript">True where a setting asks for it, and no script.</param>
internal sealed record MissingPhpFile(string Path, bool IsOfEveryScript) : PhpFailure(IsOfEveryScript
    ? $"auto_prepend_file or auto_append_file names {SafeText.Escape(Path)} for all scripts, which cannot be opened"
    : $"Scripts require {SafeText.Escape(Path)}, which cannot be opened")
{
    /// <inheritdoc/>
    public override bool IsOfConfiguration => IsOfEveryScript;

    /// <inheritdoc/>
    public override Remedy Mend(DiagnosisContext context, FpmPool? pool) => IsOfEveryScript
        ? new Remedy(
            "Put the file back, or take the setting out where it stands: in php.ini, in the pool, or in a .user.ini of the site. php-fpm takes that up when it is reloaded.",
            $"grep -rnE 'auto_(prepend|append)_file' {Settings(pool?.MasterConfigurationPath)}",
            ChangeApplies.FpmReload,
            Disruptions.FpmReload)
        : new Remedy(
            Path.EndsWith("vendor/autoload.php", StringComparison.Ordinal)
                ? "Composer writes it, and it was not run, or not to its end: run 'composer install' in the directory above, as the user that owns it. Else see whether the pool's user may read it."
                : "Put it back, or let the pool's user read it: a deployment that was not complete mostly.",
            $"namei -l {PasteText.Shell(Path)}");

    /// <summary>The file that a line tells of; null where it tells of none.</summary>
    public static MissingPhpFile? ToldBy(string text) => Between(text, "Failed opening required '", "' (include_path=") is { } path
        ? new MissingPhpFile(path, text.Contains("in Unknown on line 0", StringComparison.Ordinal))
        : null;

    // /etc/php/8.2/fpm has all of it on Debian; elsewhere it lies beside much else.
    private static string Settings(string? main) => main is not null && System.IO.Path.GetDirectoryName(main) is { Length: > 1 } folder && folder != "/etc"
        ? PasteText.Shell(folder)
        : "/etc/php.ini /etc/php.d /etc/php-fpm.conf /etc/php-fpm.d";
}
