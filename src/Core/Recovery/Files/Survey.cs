using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>All files of a change, opened and looked at, and the refusals that follow from what they are. Nothing is written here.</summary>
internal sealed class Survey : IDisposable
{
    private readonly IFileCalls _calls;
    private readonly List<TargetFile> _targets = [];
    private readonly Dictionary<TargetFile, string> _diffs = [];

    private Survey(IFileCalls calls) => _calls = calls;

    /// <summary>The files, in the order of the edits.</summary>
    public IReadOnlyList<TargetFile> Targets => _targets;

    /// <summary>The change of all files as one unified diff.</summary>
    public string Diff => string.Concat(_targets.Select(target => _diffs[target]));

    /// <summary>Opens the files of a change, and refuses what must be refused.</summary>
    /// <exception cref="ChangeException">One cannot be changed, or should not be.</exception>
    public static Survey Of(IFileCalls calls, ChangeRequest request)
    {
        var survey = new Survey(calls);
        try
        {
            foreach (FileEdit edit in request.Edits.Where(edit => !edit.IsEmpty))
            {
                LineMask? mask = request.Mask;
                survey.Add(TargetFile.Open(calls, edit, request.RootPath), mask is null ? null : line => mask(edit.Path, line), request.Force);
            }

            return survey;
        }
        catch
        {
            survey.Dispose();
            throw;
        }
    }

    /// <summary>The files as a check is to see them.</summary>
    public IReadOnlyList<StagedFile> ForChecks() =>
        _targets.Select(target => new StagedFile(target.Edit.Path, target.RealPath, target.Edit.After)).ToArray();

    /// <inheritdoc/>
    public void Dispose() => _targets.ForEach(target => target.Dispose());

    private void Add(TargetFile target, Func<string, string>? mask, bool force)
    {
        if (_targets.Find(other => other.Status.Identity == target.Status.Identity) is { } same)
        {
            bool isSame = same.Edit.After.Span.SequenceEqual(target.Edit.After.Span);
            ChangeFailure failure = SameFile(target, same);
            target.Dispose();
            if (!isSame)
            {
                throw new ChangeException(failure);
            }

            return;
        }

        _targets.Add(target);
        FileEdit edit = target.Edit;
        _diffs[target] = UnifiedDiff.Create(edit.Path, edit.Before.Span, edit.After.Span, mask);
        RefuseUntrusted(target);
        RefuseManaged(target, force);
        RefuseInPlace(target, force);
        if (!target.IsInPlace)
        {
            RequireDirectory(target);
        }
    }

    // Whoever may make names in the directory could give a secret one of them.
    private static void RefuseUntrusted(TargetFile target)
    {
        if (Environment.IsPrivilegedProcess && target.Status.LinkCount > 1 && !(target.AreNamesByRootAlone && target.Status.IsWritableByRootAlone))
        {
            throw Refusal(
                target,
                ChangeFailureReason.UntrustedLink,
                "is not changed as root: it has several names and lies where others than root can write, so it could be any file",
                "Change it as its owner, or give it one name.");
        }
    }

    private void RefuseManaged(TargetFile target, bool force)
    {
        string name = SafeText.Escape(target.RealPath);
        if (ManagedFiles.ProtectionOf(target.Flags) is { } protection)
        {
            throw Refusal(target, ChangeFailureReason.ManagedFile, $"is not changed: {protection}, so somebody does not want it changed", $"Ask who did it, and why: lsattr '{name}'. After chattr -i -a it can be changed.", _diffs[target]);
        }

        if (!force && ManagedFiles.ReasonOf(target.RealPath, target.Edit.Before.Span, target.WorkTree) is { } reason)
        {
            throw Refusal(
                target,
                ChangeFailureReason.ManagedFile,
                $"is not changed: {reason}. A change made here would be lost or stand in the way",
                "Make the change where the file is managed; the snippet holds it. -Force makes it here all the same.",
                _diffs[target]);
        }
    }

    private void RefuseInPlace(TargetFile target, bool force)
    {
        if (force || !target.IsInPlace)
        {
            return;
        }

        throw target.IsMountPoint
            ? Refusal(
                target,
                ChangeFailureReason.MountPoint,
                "is mounted by itself, as into a container: it cannot be replaced, only written over, and a program that reads it meanwhile sees half of it",
                "Change the file that is mounted there, outside. -Force writes over it; the old bytes are kept.",
                _diffs[target])
            : Refusal(
                target,
                ChangeFailureReason.HardLinked,
                $"has {target.Status.LinkCount} names, and the others cannot be known: replacing it would leave them with the old file",
                $"Look for them: find / -xdev -samefile '{SafeText.Escape(target.RealPath)}'. -Force writes over the file itself, so that all names show the change; the old bytes are kept.",
                _diffs[target]);
    }

    private void RequireDirectory(TargetFile target)
    {
        int error = _calls.MayChangeNames(target.Directory);
        if (error == FileError.ReadOnly)
        {
            throw Refusal(
                target,
                ChangeFailureReason.ManagedFile,
                "is not changed: its file system is mounted read-only",
                "Make the change where it comes from (an image, a package, a configuration management); the snippet holds it. After errors of the disk the kernel mounts it so itself: dmesg.",
                _diffs[target]);
        }

        CallFailures.Require(error, "be written to", target.DirectoryPath);
    }

    private static ChangeFailure SameFile(TargetFile target, TargetFile other) => new(
        ChangeFailureReason.SameFile,
        target.RealPath,
        $"'{SafeText.Escape(target.Edit.Path)}' and '{SafeText.Escape(other.Edit.Path)}' are the same file, and the change wants different things of them.",
        "Change it by one of its names.");

    private static ChangeException Refusal(TargetFile target, ChangeFailureReason reason, string problem, string advice, string? snippet = null) =>
        new(new ChangeFailure(reason, target.RealPath, $"'{SafeText.Escape(target.RealPath)}' {problem}.", advice, Snippet: snippet));
}
