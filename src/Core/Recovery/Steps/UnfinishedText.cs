using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Says of a change that is not at its end what its files hold, without touching them.</summary>
internal static class UnfinishedText
{
    /// <summary>What is to be known of it.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="change">The change.</param>
    /// <param name="holder">Who makes a change right now; null when nobody does.</param>
    public static ChangeFailure Explain(IFileCalls calls, GatewayChange change, string? holder)
    {
        string files = change.Commands.Length > 0
            ? $"the rules of {string.Join("; ", change.Commands)} may be in the firewall"
            : string.Join("; ", change.Files.Select(file => Describe(calls, file)));
        return new ChangeFailure(
            ChangeFailureReason.Interrupted,
            change.Files.Length > 0 ? change.Files[0].RealPath : null,
            holder is null
                ? string.Create(CultureInfo.InvariantCulture, $"The process that made change {change.Id} was killed, or the machine went down, in the middle of it: {files}.")
                : string.Create(CultureInfo.InvariantCulture, $"Change {change.Id} is being made by {holder}: {files}."),
            holder is null
                ? "The next change finishes it where all files hold the new bytes and were checked, and else puts the old ones back; so does Restore-GatewayConfiguration."
                : "Wait for it.");
    }

    private static string Describe(IFileCalls calls, GatewayChangeFile file)
    {
        string name = $"'{SafeText.Escape(file.RealPath)}'";
        try
        {
            using PathWalk walk = PathWalk.ToFile(calls, file.RealPath, out string last);
            using Microsoft.Win32.SafeHandles.SafeFileHandle directory = walk.Open();
            byte[]? content = FileContent.Read(calls, directory, last, file.RealPath);
            string? hash = content is null ? null : FileContent.Hash(content);
            return hash switch
            {
                null => $"{name} is not there",
                _ when hash == file.HashBefore => $"{name} holds the old bytes",
                _ when hash == file.HashAfter => $"{name} holds the new bytes",
                _ => $"{name} holds neither the old nor the new bytes",
            };
        }
        catch (ChangeException)
        {
            return $"{name} cannot be read";
        }
    }
}
