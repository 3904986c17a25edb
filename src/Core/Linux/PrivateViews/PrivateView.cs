using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// Runs a program in a mount namespace of its own, in which every file can be read and nothing that is written reaches the real
/// files: each mount that could be written to is an overlay whose upper layer is memory, and each other one is read-only. The
/// kernel takes all of it away with the program, however that ends. Needs CAP_SYS_ADMIN.
/// </summary>
internal sealed class PrivateView : IDisposable
{
    private const nint NewMounts = 0x20000;
    private const nint ShareNoDirectory = 0x200;
    private const nint MountPrivately = 0x4000 | 0x40000;
    private const nint Bind = 0x1000;
    private const nint ReadOnlyAgain = 0x20 | 0x1000 | 0x1;
    private const nint CurrentDirectory = -100;
    private const nint OpenForWriting = 0x1 | 0x40 | 0x80000;
    private const nint OpenAnew = 0x80;
    private const nint OpenEmptied = 0x200;
    private const int MostMounts = 1000;

    private static readonly TimeSpan SetUpLimit = TimeSpan.FromSeconds(30);

    private readonly CallPlan _plan = new();
    private readonly PrivateViewRequest _request;
    private readonly List<(int Step, string Place)> _overlays = [];
    private readonly List<(int Step, string Path)> _looks = [];

    private PrivateView(PrivateViewRequest request) => _request = request;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="request">What to run, and on which files.</param>
    /// <param name="cancellation">Cancelled when nobody waits for it any more: the program is killed.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static PrivateViewRun Run(PrivateViewRequest request, CancellationToken cancellation)
    {
        using var view = new PrivateView(request);
        return view.Run(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _plan.Dispose();

    private PrivateViewRun Run(CancellationToken cancellation)
    {
        if (!SystemCallNumber.AreKnown)
        {
            return Refuse("a private view is made on x86-64 and arm64 only");
        }

        string process = _request.MountsOf?.ProcessId.ToString(CultureInfo.InvariantCulture) ?? "self";
        using SafeFileHandle ownMounts = NativeFile.OpenNamespace("/proc/self/ns/mnt", out int ownError);
        using SafeFileHandle ownRoot = NativeFile.OpenRoot("/", out int rootError);
        int otherError = 0;
        using SafeFileHandle? otherMounts = _request.MountsOf is null ? null : NativeFile.OpenNamespace($"/proc/{process}/ns/mnt", out otherError);
        string root = _request.MountsOf is null ? string.Empty : $"/proc/{process}/root";
        IReadOnlyList<MountEntry>? mounts = MountLayout.Read(process, root);
        if (ownError != 0 || rootError != 0 || otherError != 0 || mounts is not { Count: > 0 and < MostMounts } || mounts[0].MountPoint != "/")
        {
            return Refuse("the mounts could not be read, or are more than a thousand");
        }

        bool isOtherGone = _request.MountsOf is { } other && ProcessTable.StartTicks(ProcessTable.DefaultRoot, other.ProcessId) != other.StartTicks;
        if (isOtherGone || MountLayout.Stage(mounts, FileTree.Host) is not { } stage)
        {
            return Refuse(isOtherGone ? $"process {process} has ended" : "there is no directory without mounts to assemble a view over");
        }

        using var child = new SpawnedProgram(_plan, _request.Program);
        AddEntering(otherMounts);
        AddMounts(mounts, root, stage);
        AddFiles(root);
        int spawn = child.AddTo(_plan);
        AddLeaving(ownMounts, ownRoot);
        bool isMade = _plan.Run(SetUpLimit);
        string? failure = isMade ? _plan.Failure() : "it was not there within 30 s";
        if (failure is not null)
        {
            return Refuse("no private view could be made: " + failure);
        }

        bool isStarted = _plan.StepAt(spawn).Error == 0;
        ProgramResult? result = isStarted ? child.WaitForEnd(cancellation) : null;
        return new PrivateViewRun(
            result,
            isStarted ? null : "the program was not started",
            [.. _overlays.Where(overlay => _plan.StepAt(overlay.Step).Error != 0).Select(overlay => overlay.Place)],
            [.. _looks.Where(look => _plan.StepAt(look.Step).Error != 0).Select(look => look.Path)]);
    }

    private static PrivateViewRun Refuse(string problem) => new(null, problem, [], []);

    private void AddEntering(SafeFileHandle? otherMounts)
    {
        // A thread that shares its directories with others may not enter another mount namespace (man 2 setns).
        _plan.Add("leave the directories that threads share", new CallStep { Number = SystemCallNumber.Unshare, First = ShareNoDirectory });
        if (otherMounts is not null)
        {
            _plan.Add("enter the mounts of the running master", new CallStep { Number = SystemCallNumber.SetNamespace, First = otherMounts.DangerousGetHandle(), Second = NewMounts });
        }

        _plan.Add("unshare the mounts (CAP_SYS_ADMIN)", new CallStep { Number = SystemCallNumber.Unshare, First = NewMounts });
        AddMount("make all mounts private", 0, "/", 0, MountPrivately, 0);
        _plan.Add("set the mask", new CallStep { Number = SystemCallNumber.Mask });
    }

    private void AddMounts(IReadOnlyList<MountEntry> mounts, string root, string stage)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"size={MountLayout.UpperBytes()},mode=0755");
        AddMount("mount memory for what is written", _plan.Text("nginx502"), stage, _plan.Text("tmpfs"), 0, _plan.Text(size));
        AddDirectory(stage + "/root");
        for (int index = 0; index < mounts.Count; index++)
        {
            MountEntry mount = mounts[index];
            string place = mount.MountPoint == "/" ? stage + "/root" : stage + "/root" + mount.MountPoint;
            FileStatus.TryRead(root + mount.MountPoint, out FileStatus status);
            if (MountLayout.NeedsOverlay(mount, status.Kind))
            {
                AddOverlay(mount, status, place, string.Create(CultureInfo.InvariantCulture, $"{stage}/u{index}"), string.Create(CultureInfo.InvariantCulture, $"{stage}/w{index}"));
            }
            else
            {
                AddReadOnly(mount, place);
            }
        }

        _plan.Add("go into the view", new CallStep { Number = SystemCallNumber.ChangeDirectory, First = _plan.Text(stage + "/root") });
        _plan.Add("make the view the root", new CallStep { Number = SystemCallNumber.ChangeRoot, First = _plan.Text(".") });
    }

    private void AddOverlay(MountEntry mount, FileStatus status, string place, string upper, string work)
    {
        // The upper layer's directory shows as the mount's own.
        AddDirectory(upper);
        AddDirectory(work);
        _plan.Add("set an owner", new CallStep { Number = SystemCallNumber.ChangeOwner, First = CurrentDirectory, Second = _plan.Text(upper), Third = (nint)status.OwnerId, Fourth = (nint)status.GroupId });
        _plan.Add("set a mode", new CallStep { Number = SystemCallNumber.ChangeMode, First = CurrentDirectory, Second = _plan.Text(upper), Third = (nint)status.Mode });
        bool isRoot = mount.MountPoint == "/";
        int step = AddMount(
            "mount an overlay on " + mount.MountPoint,
            _plan.Text("overlay"),
            place,
            _plan.Text("overlay"),
            MountLayout.FlagsOf(mount),
            _plan.Text($"lowerdir={mount.MountPoint},upperdir={upper},workdir={work}"),
            mayFail: !isRoot,
            skipsOnSuccess: isRoot ? 0 : 2);
        if (!isRoot)
        {
            _overlays.Add((step, mount.MountPoint));
            AddReadOnly(mount, place);
        }
    }

    // A mount that cannot be put there shows the directory below it, which is in an overlay. One that is there must not be writable.
    private void AddReadOnly(MountEntry mount, string place)
    {
        AddMount("bind " + mount.MountPoint, _plan.Text(mount.MountPoint), place, 0, Bind, 0, mayFail: true, skipsOnFailure: 1);
        AddMount($"make {mount.MountPoint} read-only", 0, place, 0, ReadOnlyAgain | MountLayout.FlagsOf(mount), 0);
    }

    private void AddFiles(string root)
    {
        foreach (string path in _request.EmptiedFiles.Distinct(StringComparer.Ordinal))
        {
            if (FileStatus.TryRead(root + path, out FileStatus status) && status is { Kind: FileKind.Regular, Length: > 0 })
            {
                _plan.Add("leave out " + path, new CallStep { Number = SystemCallNumber.Unlink, First = CurrentDirectory, Second = _plan.Text(path), MayFail = true, SkipsOnFailure = 3 });
                AddOpening(path, OpenForWriting | OpenAnew, (nint)status.Mode, closesIn: 2);
                _plan.Add("set an owner", new CallStep { Number = SystemCallNumber.ChangeOwner, First = CurrentDirectory, Second = _plan.Text(path), Third = (nint)status.OwnerId, Fourth = (nint)status.GroupId, MayFail = true });
                _plan.Add("close " + path, new CallStep { Number = SystemCallNumber.Close, TakesOpened = true, MayFail = true });
            }
        }

        foreach ((string path, byte[]? content) in _request.StagedFiles)
        {
            AddStaged(path, content);
        }

        foreach (string path in _request.PathsThatMustExist.Distinct(StringComparer.Ordinal))
        {
            _looks.Add((_plan.Add("look for " + path, new CallStep { Number = SystemCallNumber.Access, First = CurrentDirectory, Second = _plan.Text(path), MayFail = true }), path));
        }

        const nint usualMask = 0x12;
        _plan.Add("go to the directory of the start", new CallStep { Number = SystemCallNumber.ChangeDirectory, First = _plan.Text(_request.Program.WorkingDirectory) });
        _plan.Add("set the mask", new CallStep { Number = SystemCallNumber.Mask, First = usualMask });
    }

    private void AddStaged(string path, byte[]? content)
    {
        if (content is null)
        {
            _plan.Add("leave out " + path, new CallStep { Number = SystemCallNumber.Unlink, First = CurrentDirectory, Second = _plan.Text(path), MayFail = true });
            return;
        }

        const nint mode = 0x1A4;
        AddOpening(path, OpenForWriting | OpenEmptied, mode, closesIn: 0);
        _plan.Add("write " + path, new CallStep { Number = SystemCallNumber.Write, TakesOpened = true, Second = _plan.Bytes(content), Third = content.Length });
        _plan.Add("close " + path, new CallStep { Number = SystemCallNumber.Close, TakesOpened = true });
    }

    // A staged file must be there; a log that cannot be emptied may be as it is.
    private void AddOpening(string path, nint flags, nint mode, int closesIn) => _plan.Add("open " + path, new CallStep
    {
        Number = SystemCallNumber.Open,
        First = CurrentDirectory,
        Second = _plan.Text(path),
        Third = flags,
        Fourth = mode,
        Opens = true,
        MayFail = closesIn > 0,
        SkipsOnFailure = closesIn,
    });

    // The thread ends behind this; what the runtime does on it until then happens at home.
    private void AddLeaving(SafeFileHandle ownMounts, SafeFileHandle ownRoot)
    {
        _plan.BeginRestoring();
        _plan.Add("return to our mounts", new CallStep { Number = SystemCallNumber.SetNamespace, First = ownMounts.DangerousGetHandle(), Second = NewMounts });
        _plan.Add("return to our root", new CallStep { Number = SystemCallNumber.ChangeDirectoryTo, First = ownRoot.DangerousGetHandle() });
        _plan.Add("return to our root", new CallStep { Number = SystemCallNumber.ChangeRoot, First = _plan.Text(".") });
    }

    private void AddDirectory(string path)
    {
        const nint mode = 0x1ED;
        _plan.Add("make " + path, new CallStep { Number = SystemCallNumber.MakeDirectory, First = CurrentDirectory, Second = _plan.Text(path), Third = mode });
    }

    private int AddMount(string name, nint source, string target, nint kind, nint flags, nint data, bool mayFail = false, int skipsOnSuccess = 0, int skipsOnFailure = 0) => _plan.Add(name, new CallStep
    {
        Number = SystemCallNumber.Mount,
        First = source,
        Second = _plan.Text(target),
        Third = kind,
        Fourth = flags,
        Fifth = data,
        MayFail = mayFail,
        SkipsOnSuccess = skipsOnSuccess,
        SkipsOnFailure = skipsOnFailure,
    });
}
