using System.Diagnostics;

namespace Nginx502.Build.Machine;

/// <summary>A program to run, with its arguments as a list: no shell ever sees them.</summary>
/// <param name="Program">The program; looked up in PATH when it holds no slash.</param>
/// <param name="Arguments">The arguments, one an item.</param>
internal sealed record Command(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Where it runs; the current directory when null.</summary>
    public string? Directory { get; init; }

    /// <summary>Variables of the environment that are set for it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs it on this terminal and waits.</summary>
    /// <returns>Its exit code.</returns>
    public int Run()
    {
        using Process process = Start(capture: false);
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Runs it on this terminal, and fails when it fails.</summary>
    /// <exception cref="BuildException">It ended with another exit code than 0.</exception>
    public void RunOrFail()
    {
        int exitCode = Run();
        if (exitCode != 0)
        {
            throw new BuildException($"{this} ended with exit code {exitCode}.");
        }
    }

    /// <summary>Runs it, and gives what it wrote to standard output and standard error, in the order in which it came.</summary>
    public (int ExitCode, string Output) Capture()
    {
        using Process process = Start(capture: true);
        var output = new System.Text.StringBuilder();
        void Append(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is not null)
            {
                lock (output)
                {
                    output.AppendLine(line.Data);
                }
            }
        }

        process.OutputDataReceived += Append;
        process.ErrorDataReceived += Append;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return (process.ExitCode, output.ToString());
    }

    /// <summary>The command as a person would type it.</summary>
    public override string ToString() => string.Join(' ', [Program, .. Arguments]);

    private Process Start(bool capture)
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = Directory ?? "",
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        };
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new BuildException($"{Program} cannot be run: {failure.Message}", BuildException.CannotStart);
        }
    }
}
