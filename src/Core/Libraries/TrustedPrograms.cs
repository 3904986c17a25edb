using Nginx502.Linux;

namespace Nginx502.Libraries;

/// <summary>Runs programs, as root only those that root alone can change.</summary>
/// <param name="programs">Runs them.</param>
internal sealed class TrustedPrograms(IPrograms programs) : IPrograms
{
    /// <inheritdoc/>
    public ProgramResult? Run(ProgramRequest request, out string? problem, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        problem = Refuse(request.Path);
        return problem is null ? programs.Run(request, out problem, cancellation) : null;
    }

    /// <summary>Why a program is not run, a sentence without its full stop; null when it may be.</summary>
    internal static string? Refuse(string path)
    {
        if (!path.StartsWith('/'))
        {
            return $"{SafeText.Escape(path)} is not run: its path is not a full one";
        }

        return Environment.IsPrivilegedProcess && !FileTrust.IsChangeableByRootAlone(path, out string? weakness)
            ? $"{SafeText.Escape(path)} is not run as root: {SafeText.Escape(weakness ?? path)} is not there or can be changed by others than root"
            : null;
    }
}
