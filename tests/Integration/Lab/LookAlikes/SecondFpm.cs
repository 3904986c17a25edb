namespace Nginx502.Lab.LookAlikes;

/// <summary>A second php-fpm, of an older version by its name.</summary>
internal static class SecondFpm
{
    private const string Name = "php-fpm8.1";

    /// <summary>Where it listens.</summary>
    public static string Socket(LabDirectory directory) => directory.Run + "/php8.1-fpm.sock";

    /// <summary>Starts it beside the first one.</summary>
    public static Task StartAsync(LabHost host)
    {
        LabDirectory directory = host.Site.Directory;
        string program = Path.Combine(directory.Path, Name);
        File.Copy(LabProgram.PhpFpm[0], program);
        return host.Site.Keep(new FpmServer(directory, [new FpmPool("www", Socket(directory))], Name, program)).StartAsync();
    }
}
