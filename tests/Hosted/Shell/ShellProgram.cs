using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Shell;

/// <summary>The built program <c>output/Shell/nginx502</c>, run as a process of its own: what a person at a server types.</summary>
public sealed class ShellProgram : IDisposable
{
    /// <summary>SIGINT, which Ctrl+C sends.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Task _reading;

    private ShellProgram(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(Collect(_process.StandardOutput, _output), Collect(_process.StandardError, _error));
    }

    /// <summary>The path of the program.</summary>
    public static string Path { get; } = FindFresh();

    /// <summary>The standard input of the program.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>What came on standard output so far.</summary>
    public string Output => Text(_output);

    /// <summary>What came on standard error so far.</summary>
    public string Error => Text(_error);

    /// <summary>Runs the program to its end, with nothing on standard input.</summary>
    public static Result Run(params string[] arguments) => RunWith("", arguments);

    /// <summary>Runs the program to its end.</summary>
    /// <param name="input">What comes on standard input.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Result RunWith(string input, params string[] arguments)
    {
        using ShellProgram program = Start(arguments);
        program.Input.Write(input);
        return program.End();
    }

    /// <summary>Starts the program.</summary>
    public static ShellProgram Start(params string[] arguments) => new(new ProcessStartInfo(Path, arguments));

    /// <summary>Starts the program with a variable of the environment set.</summary>
    public static ShellProgram StartWith(string variable, string value, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments);
        start.Environment[variable] = value;
        return new ShellProgram(start);
    }

    /// <summary>Starts a line of sh in which <c>$NGINX502</c> is the program.</summary>
    public static ShellProgram StartShellLine(string line)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", line]);
        start.Environment["NGINX502"] = Path;
        return new ShellProgram(start);
    }

    /// <summary>
    /// Starts the program on a terminal of its own (script(1) makes one): both streams come out of <see cref="Output"/>, and
    /// what is written to <see cref="Input"/> is typed.
    /// </summary>
    public static ShellProgram StartOnTerminal(string arguments)
    {
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--flush", "--command", $"{Path} {arguments}", "/dev/null"]);
        start.Environment["TERM"] = "xterm";
        start.Environment.Remove("NO_COLOR");
        return new ShellProgram(start);
    }

    /// <summary>Waits until standard output or standard error holds a text.</summary>
    public void WaitFor(string text)
    {
        var watch = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal) && !Error.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(watch.Elapsed < Patience, $"'{text}' did not come. Output: {Output} Error: {Error}");
            Thread.Sleep(10);
        }
    }

    /// <summary>Sends a signal to the program.</summary>
    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    /// <summary>
    /// Sends a signal again and again until the program ends, as a person presses Ctrl+C: the kernel makes one of two that
    /// come before the first is taken.
    /// </summary>
    public void SignalUntilEnd(int signal)
    {
        var watch = Stopwatch.StartNew();
        while (!_process.WaitForExit(TimeSpan.FromMilliseconds(200)) && watch.Elapsed < Patience)
        {
            _ = Kill(_process.Id, signal);
        }
    }

    /// <summary>Closes standard input, waits for the end, and gives what came.</summary>
    public Result End()
    {
        try
        {
            Input.Close();
        }
        catch (IOException)
        {
            // The program ended before it read what it was given.
        }

        return WaitForEnd();
    }

    /// <summary>Waits for the end, and gives what came.</summary>
    public Result WaitForEnd()
    {
        Assert.True(_process.WaitForExit(Patience), $"The program did not end. Output: {Output} Error: {Error}");
        Assert.True(_reading.Wait(Patience), "The streams of the program did not end with it.");
        return new Result(_process.ExitCode, Output, Error);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static async Task Collect(StreamReader stream, StringBuilder text)
    {
        var buffer = new char[4096];
        while (await stream.ReadAsync(buffer).ConfigureAwait(false) is > 0 and int count)
        {
            lock (text)
            {
                text.Append(buffer, 0, count);
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private static string FindFresh()
    {
        string path = System.IO.Path.Combine(Package.Repository, "output", "Shell", "nginx502");
        DateTime built = File.GetLastWriteTimeUtc(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, "Nginx502.Shell.dll"));
        string? newer = Directory.EnumerateFiles(System.IO.Path.Combine(Package.Repository, "src", "Shell"), "*.cs", SearchOption.AllDirectories)
            .FirstOrDefault(file => !file.Contains("/obj/", StringComparison.Ordinal) && File.GetLastWriteTimeUtc(file) > built);
        return newer is null ? path : throw new InvalidOperationException($"{path} is older than {newer}, or missing. Run ./build.sh Build.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    /// <summary>What a run gave.</summary>
    public sealed record Result(int ExitCode, string Output, string Error)
    {
        /// <summary>The lines of standard output.</summary>
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
