using System.Diagnostics;
using Nginx502.Inspection;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Discovery;

/// <summary>What is read from a program's file is what the program says of itself.</summary>
public sealed class BuildTests
{
    [Fact]
    public void NginxIsReadAsItTellsItself()
    {
        string said = Run(LabProgram.Nginx, "-V");
        string help = Run(LabProgram.Nginx, "-h");

        NginxBuild build = NginxBuild.Read(LabProgram.Nginx, out string? problem)!;

        Assert.Null(problem);
        Assert.Contains($"nginx version: {build.Product}/{build.Version}", said, StringComparison.Ordinal);
        Assert.Contains($"(default: {build.Prefix}/)", help, StringComparison.Ordinal);
        Assert.Contains($"(default: {build.ConfigurationPath})", help, StringComparison.Ordinal);
        Assert.Contains($"(default: {build.ErrorLogPath})", help, StringComparison.Ordinal);
        Assert.NotEmpty(build.Arguments);
        Assert.Equal(
            Squeeze(said[(said.IndexOf("configure arguments:", StringComparison.Ordinal) + "configure arguments:".Length)..].Replace("'", "", StringComparison.Ordinal)),
            Squeeze(string.Join(' ', build.Arguments)));
        Assert.True(build.Has("http_ssl_module"));
        Assert.Same(build, NginxBuild.Read(LabProgram.Nginx, out _));
    }

    [Fact]
    public void PhpFpmIsReadAsItTellsItself()
    {
        Assert.All(LabProgram.PhpFpm, program =>
        {
            string information = Run(program, "-i");
            string help = Run(program, "-h");

            FpmBuild build = FpmBuild.Read(program, out string? problem)!;

            Assert.Null(problem);
            Assert.Contains($"PHP Version => {build.Version}\n", information, StringComparison.Ordinal);
            Assert.Contains($"Configuration File (php.ini) Path => {build.PhpIniDirectory}\n", information, StringComparison.Ordinal);
            Assert.Contains($"Scan this dir for additional .ini files => {build.PhpIniScanDirectory}\n", information, StringComparison.Ordinal);
            Assert.Contains($"(default: {build.Prefix})", help, StringComparison.Ordinal);
            Assert.True(build.IsCertain);
        });
    }

    [Fact]
    public void TheBuiltInConfigurationIsWherePhpFpmLooks()
    {
        FpmBuild build = FpmBuild.Read(LabProgram.PhpFpm[0], out _)!;

        Assert.True(File.Exists(build.ConfigurationPath), build.ConfigurationPath);
        Assert.StartsWith(build.SysconfDirectory + "/", build.ConfigurationPath, StringComparison.Ordinal);
    }

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + errors.Result;
    }
}
