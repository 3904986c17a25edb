using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>What a file has beside its bytes and what its successor gets: owner, group, mode, access lists, security label, all extended attributes.</summary>
internal sealed class KeptAttributes
{
    private const string AccessList = "system.posix_acl_access";
    private const string UserAttribute = "user.";

    private readonly IReadOnlyDictionary<string, byte[]> _extended;

    private KeptAttributes(FileStatus status, IReadOnlyDictionary<string, byte[]> extended)
    {
        Status = status;
        _extended = extended;
    }

    /// <summary>The status of the file.</summary>
    public FileStatus Status { get; }

    /// <summary>The attributes of an open file.</summary>
    public static KeptAttributes Of(IFileCalls calls, SafeFileHandle file, string path)
    {
        CallFailures.Require(calls.Status(file, out FileStatus status), "be looked at", path);
        return new KeptAttributes(status, ReadExtended(calls, file, path));
    }

    /// <summary>Gives a new file the same attributes, and looks whether it has them.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="file">The new file, its bytes written: writing takes some of them away.</param>
    /// <param name="path">The full path of the file that it succeeds, for messages.</param>
    /// <exception cref="ChangeException">One cannot be kept.</exception>
    public void ApplyTo(IFileCalls calls, SafeFileHandle file, string path)
    {
        CallFailures.Require(calls.Status(file, out FileStatus made), "be looked at", path);
        if (made.OwnerId != Status.OwnerId || made.GroupId != Status.GroupId)
        {
            RequireKept(calls.ChangeOwner(file, Status.OwnerId, Status.GroupId), "owner and group", path);
        }

        IReadOnlyDictionary<string, byte[]> inherited = ReadExtended(calls, file, path);
        foreach ((string name, byte[] value) in _extended)
        {
            if (!inherited.TryGetValue(name, out byte[]? has) || !has.AsSpan().SequenceEqual(value))
            {
                RequireKept(calls.WriteAttribute(file, name, value), $"the attribute {SafeText.Escape(name)}", path);
            }
        }

        // A directory's default access list gives each new file one.
        foreach (string name in inherited.Keys.Where(name => !_extended.ContainsKey(name) && (name == AccessList || name.StartsWith(UserAttribute, StringComparison.Ordinal))))
        {
            RequireKept(calls.RemoveAttribute(file, name), $"the absence of the attribute {SafeText.Escape(name)}", path);
        }

        RequireKept(calls.ChangeMode(file, Status.Mode), "the mode", path);
        CallFailures.Require(calls.Status(file, out made), "be looked at", path);
        if ((made.OwnerId, made.GroupId, made.Mode) != (Status.OwnerId, Status.GroupId, Status.Mode))
        {
            RequireKept(FileError.NotSupported, "owner, group and mode", path);
        }
    }

    private static Dictionary<string, byte[]> ReadExtended(IFileCalls calls, SafeFileHandle file, string path)
    {
        CallFailures.Require(calls.AttributeNames(file, out IReadOnlyList<string> names), "be asked for its attributes", path);
        var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string name in names.Where(name => !TellsOfBytes(name)))
        {
            int error = calls.ReadAttribute(file, name, out byte[] value);
            if (error != FileError.NoData)
            {
                CallFailures.Require(error, $"be asked for its attribute {SafeText.Escape(name)}", path);
                values[name] = value;
            }
        }

        return values;
    }

    // Signatures of the old bytes, which the kernel makes anew (security/integrity).
    private static bool TellsOfBytes(string name) => name is "security.ima" or "security.evm";

    private static void RequireKept(int error, string what, string path)
    {
        if (error is FileError.NoSpace or FileError.QuotaExceeded or FileError.InputOutput)
        {
            CallFailures.Require(error, $"keep {what}", path);
        }
        else if (error != 0)
        {
            string name = SafeText.Escape(path);
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.AttributesNotKept,
                path,
                $"The new '{name}' cannot be given {what} of the old one: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)} ({error}).",
                Environment.IsPrivilegedProcess ? "Change it by hand, in place." : "Run it as root.",
                error));
        }
    }
}
