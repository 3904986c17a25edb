using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Nginx502.Lab;

/// <summary>
/// A machine that systemd booted: a container of systemd-nspawn with this machine's own /usr, read-only, an /etc of its own with the installed nginx
/// and php-fpm in it, a network of its own, and everything else in memory. Nothing is downloaded, and nothing of it is left. Root alone can boot one.
/// </summary>
public sealed class BootedMachine : IDisposable
{
    private const string Nspawn = "/usr/bin/systemd-nspawn";
    private const string Systemd = "/usr/lib/systemd/systemd";
    private const string Enter = "/usr/bin/nsenter";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    // What a container has no use for, and what would start what the test did not.
    private static readonly string[] Masked = ["systemd-logind", "systemd-networkd", "systemd-resolved", "systemd-timesyncd", "console-getty", "systemd-journal-flush"];

    private readonly string _etc;
    private readonly Process _process;
    private readonly BootedGroup _group;
    private ProcessIdentity _init;

    private BootedMachine(string etc, BootedGroup group, Process process) => (_etc, _group, _process) = (etc, group, process);

    /// <summary>True where this process may make what it takes: not as an ordinary user, and not as root of most containers.</summary>
    public static bool CanBoot { get; } = LabUser.IsRoot && MayMount();

    /// <summary>The process 1 of the machine, by its number outside of it.</summary>
    public int ProcessId => _init.Id;

    /// <summary>Boots one and waits until all its units are started.</summary>
    /// <param name="shared">A directory of this machine that it sees at the same place, read-only.</param>
    /// <param name="kept">A directory of this machine that it writes to, so that what is there outlives it; null for none.</param>
    /// <param name="keptAs">Where it sees that.</param>
    /// <exception cref="LabException">It did not boot.</exception>
    public static async Task<BootedMachine> StartAsync(string shared, string? kept = null, string? keptAs = null)
    {
        string name = $"nginx502-{Guid.NewGuid():N}"[..20];
        string etc = Path.Combine(Path.GetTempPath(), name);
        BootedEtc.Write(etc, Masked);
        var group = BootedGroup.Make(name);
        string[] arguments =
        [
            .. group.Command, Nspawn, "--quiet", "--boot", "--directory=/", "--volatile=yes", $"--bind={etc}:/etc", $"--bind-ro={shared}", .. kept is null ? Array.Empty<string>() : [$"--bind={kept}:{keptAs}"],
            "--register=no", "--keep-unit", "--private-network", "--console=pipe", $"--machine={name}",
        ];
        ProcessStartInfo start = new(arguments[0], arguments.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        Process process = Process.Start(start) ?? throw new LabException($"{Nspawn} was not started.");
        process.StandardInput.Close();
        var printed = new System.Text.StringBuilder();
        process.OutputDataReceived += (_, line) => printed.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => printed.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var machine = new BootedMachine(etc, group, process);
        try
        {
            await Patience.UntilAsync(() => process.HasExited || machine.HasBooted(), $"{name} to boot. It printed:\n{printed}").ConfigureAwait(false);
            return process.HasExited ? throw new LabException($"{name} did not boot. It printed:\n{printed}") : machine;
        }
        catch
        {
            machine.Dispose();
            throw;
        }
    }

    /// <summary>Runs a program in the machine to its end.</summary>
    /// <param name="program">Its full path there.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code, and what it wrote to both outputs.</returns>
    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        string id = _init.Id.ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new(Enter, [$"--target={id}", "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using Process process = Process.Start(start) ?? throw new LabException($"{Enter} was not started.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Limit).ConfigureAwait(false);
        await process.WaitForExitAsync().WaitAsync(Patience.Limit).ConfigureAwait(false);
        return (process.ExitCode, output, await errors.ConfigureAwait(false));
    }

    /// <summary>Runs systemctl in the machine, and gives its exit code.</summary>
    public async Task<int> SystemctlAsync(params string[] arguments) => (await RunAsync("/usr/bin/systemctl", arguments).ConfigureAwait(false)).ExitCode;

    /// <summary>Writes a file of its /etc.</summary>
    /// <param name="path">The path below /etc.</param>
    /// <param name="text">The text.</param>
    public void WriteEtc(string path, string text)
    {
        string full = Path.Combine(_etc, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);

        // A link of a package leads to the /etc of the machine that the tests run on.
        if (new FileInfo(full).LinkTarget is not null)
        {
            File.Delete(full);
        }

        File.WriteAllText(full, text);
    }

    /// <summary>Waits until it has shut itself down.</summary>
    public Task WaitForEndAsync() => _process.WaitForExitAsync().WaitAsync(Patience.Limit);

    /// <summary>Ends the machine with all that runs in it, as a cut of the power would.</summary>
    public void Dispose()
    {
        _init.Signal(UnixSignal.Kill);
        if (!_process.WaitForExit(Grace))
        {
            _process.Kill();
            _process.WaitForExit(Grace);
        }

        _process.Dispose();
        _group.Dispose();
        Directory.Delete(_etc, recursive: true);
    }

    private static bool MayMount()
    {
        using Process? process = Process.Start(new ProcessStartInfo("/usr/bin/unshare", ["--mount", "--pid", "--fork", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]) { RedirectStandardError = true });
        process?.WaitForExit(Grace);
        return process is { HasExited: true, ExitCode: 0 };
    }

    private bool HasBooted()
    {
        if (_init == default && !FindInit())
        {
            return false;
        }

        string[] arguments = ["--target=" + _init.Id.ToString(CultureInfo.InvariantCulture), "--mount", "--pid", "--cgroup", "/usr/bin/systemctl", "is-system-running"];
        using Process? asked = Process.Start(new ProcessStartInfo(Enter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        string state = asked?.StandardOutput.ReadToEnd().Trim() ?? string.Empty;
        asked?.WaitForExit(Grace);
        return state is "running" or "degraded";
    }

    // The child of nspawn that has become systemd.
    private bool FindInit()
    {
        if (ProcessIdentity.Of(_process.Id) is not { } nspawn)
        {
            return false;
        }

        foreach (ProcessIdentity child in nspawn.Children())
        {
            try
            {
                if (new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{child.Id}/exe")).LinkTarget == Systemd)
                {
                    _init = child;
                    return true;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
            {
                // It ends, or has not begun.
            }
        }

        return false;
    }
}
