using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Runs the programs that list rules. None of them changes anything.</summary>
/// <param name="programs">Runs them.</param>
/// <param name="cancellationToken">Ends them.</param>
/// <param name="find">Finds a program; null: in the directories of the system.</param>
internal sealed class FirewallPrograms(IPrograms programs, CancellationToken cancellationToken, Func<string, string?>? find = null)
{
    // A list of a hundred thousand addresses takes some 10 MB.
    private const int MaximumOutputBytes = 128 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] Directories = ["/usr/sbin", "/sbin", "/usr/bin", "/bin", "/usr/local/sbin"];

    /// <summary>The full path of a program; null where it is not installed.</summary>
    public static string? Find(string name) => Directories.Select(directory => $"{directory}/{name}").FirstOrDefault(File.Exists);

    /// <summary>The full path of one of several programs, the first that there is; null for none.</summary>
    public string? Locate(params string[] names) => names.Select(find ?? Find).FirstOrDefault(path => path is not null);

    /// <summary>What it prints; null with the reason, the end of a sentence, when it fails.</summary>
    /// <param name="path">The program.</param>
    /// <param name="problem">The reason.</param>
    /// <param name="arguments">Its arguments.</param>
    public byte[]? Run(string path, out string? problem, params string[] arguments)
    {
        ProgramResult? result = programs.Run(
            new ProgramRequest(path, arguments) { MaximumOutputBytes = MaximumOutputBytes, Timeout = Patience, WithoutVariables = ["LD_PRELOAD", "LD_LIBRARY_PATH"] },
            out problem,
            cancellationToken);
        if (result is null)
        {
            return null;
        }

        string said = SafeText.Decode(result.Error).Split("\\n")[0].TrimEnd('.');
        problem = result.IsTimedOut ? $"{path} did not end within {Patience.TotalSeconds} s"
            : result.IsTruncated ? $"{path} printed more than {MaximumOutputBytes / 1024 / 1024} MB"
            : result.ExitCode != 0 ? $"{path} failed: {(said.Length > 0 ? said : $"exit code {result.ExitCode}")}"
            : null;
        return problem is null ? result.Output : null;
    }

    /// <summary>What it prints, as text; null with the reason when it fails.</summary>
    public string? RunText(string path, out string? problem, params string[] arguments) =>
        Run(path, out problem, arguments) is { } output ? Encoding.UTF8.GetString(output) : null;
}
