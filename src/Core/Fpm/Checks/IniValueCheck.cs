namespace Nginx502.Fpm;

/// <summary>Values of php.ini that a pool sets otherwise than it looks.</summary>
internal sealed class IniValueCheck : IFpmCheck
{
    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        foreach (FpmSection pool in context.Pools)
        {
            foreach (FpmAssignment value in pool.PhpValues.Concat(pool.PhpAdminValues))
            {
                string written = value.Statement.Value;
                bool wasExpanded = value.Value != written && !written.Contains("$pool", StringComparison.Ordinal);
                if (!wasExpanded || value.Name.EndsWith("_flag", StringComparison.Ordinal))
                {
                    continue;
                }

                if (RawText.EqualsIgnoringCase(value.Key!, "error_log") && RawText.EqualsIgnoringCase(written, "syslog"))
                {
                    context.Findings.Add(pool, Severity.Warning, "SyslogIsFile", $"php_value[error_log] = syslog is the file '{value.Value}' to php-fpm", value, "Write php_admin_value[error_log] = syslog.");
                }
                else if (value.Key is "sendmail_path" or "session.cookie_path")
                {
                    context.Findings.Add(pool, Severity.Warning, "PrefixAdded", $"php-fpm puts its prefix before what does not begin with a slash: {value.SettingName} is '{RawText.Encode(SecretText.MaskSetting(value.Key, RawText.Decode(value.Value)))}'", value, "Write it with a slash at its beginning.");
                }
            }
        }
    }
}
