namespace Nginx502;

/// <summary>What systemd does for a service at the next boot (man 5 systemd.exec, man 5 tmpfiles.d).</summary>
/// <param name="Unit">The unit, <c>php8.2-fpm.service</c>.</param>
/// <param name="IsEnabled">True when it is started at boot; null when systemd did not tell.</param>
/// <param name="MadeDirectories">The directories below /run that the unit (RuntimeDirectory=) or tmpfiles.d makes.</param>
public sealed record BootFacts(string Unit, bool? IsEnabled, string[] MadeDirectories);
