using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Shell;

/// <summary>
/// The built module as a user has it: <c>output/Shell/nginx502</c>, a process of its own. <c>./build.sh Build</c> makes it,
/// and <c>./build.sh Test</c> does so before it runs the tests.
/// </summary>
internal static class BuiltShell
{
    /// <summary>The full path of the Shell.</summary>
    public static readonly string Program = Find();

    /// <summary>Runs a command to its end and reads the objects that it wrote.</summary>
    /// <param name="command">Text in PowerShell; quote paths with <see cref="Quote"/>.</param>
    /// <param name="state">Where it keeps its journal; null: in the place of this machine, which no test may change.</param>
    public static async Task<ShellObjects> RunAsync(string command, string? state = null)
    {
        using Process process = Start(command, state);
        return await ReadAsync(process);
    }

    /// <summary>Runs a command as another user, which only root can.</summary>
    /// <param name="user">The user.</param>
    /// <param name="command">Text in PowerShell.</param>
    public static async Task<ShellObjects> RunAsAsync(string user, string command)
    {
        ProcessStartInfo start = new("/usr/bin/setpriv", ["--reuid", user, "--regid", "nogroup", "--clear-groups", Program, "-OutputFormat", "JsonLines", "-Command", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["HOME"] = "/nonexistent";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return await ReadAsync(process);
    }

    /// <summary>Runs a command in the network of another process, which only root can.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="command">Text in PowerShell.</param>
    /// <param name="state">Where it keeps its journal.</param>
    public static Task<ShellObjects> RunInNetworkOfAsync(int processId, string command, string state) => RunInPlaceOfAsync(processId, ["-n"], command, state);

    /// <summary>Runs a command in namespaces of another process, which only root can.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="namespaces">Which, as nsenter takes them: <c>-m</c>.</param>
    /// <param name="command">Text in PowerShell.</param>
    /// <param name="state">Where it keeps its journal.</param>
    public static async Task<ShellObjects> RunInPlaceOfAsync(int processId, IEnumerable<string> namespaces, string command, string state)
    {
        ProcessStartInfo start = new("/usr/bin/nsenter", ["-t", processId.ToString(CultureInfo.InvariantCulture), .. namespaces, Program, "-OutputFormat", "JsonLines", "-Command", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NGINX502_STATE_DIRECTORY"] = state;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return await ReadAsync(process);
    }

    private static async Task<ShellObjects> ReadAsync(Process process)
    {
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return new ShellObjects(process.ExitCode, [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)], await errors);
    }

    /// <summary>Starts a command whose objects are read while it runs.</summary>
    /// <param name="command">Text in PowerShell.</param>
    /// <param name="state">Where it keeps its journal.</param>
    public static Process Start(string command, string? state = null)
    {
        ProcessStartInfo start = new(Program, ["-OutputFormat", "JsonLines", "-Command", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NGINX502_STATE_DIRECTORY"] = state;
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>One line of output as an object.</summary>
    public static JsonElement Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line).RootElement;
        }
        catch (JsonException exception)
        {
            throw new FormatException($"Not a line of JSON: {line}", exception);
        }
    }

    /// <summary>A text as PowerShell's single-quoted string.</summary>
    public static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Find()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Nginx502.sln")))
            {
                string program = Path.Combine(directory.FullName, "output", "Shell", "nginx502");
                return File.Exists(program) ? program : throw new FileNotFoundException("Run ./build.sh Build first: it makes the Shell that these tests drive.", program);
            }
        }

        throw new DirectoryNotFoundException($"No Nginx502.sln above {AppContext.BaseDirectory}.");
    }
}
