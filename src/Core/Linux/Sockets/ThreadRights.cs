using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Nginx502.Linux;

/// <summary>
/// Adds the calls to a plan that give its thread another's rights and take them back: groups, fsgid, fsuid and capabilities (man 7 credentials). By raw
/// calls they are the thread's alone; those of the C library change every thread of the process.
/// </summary>
internal sealed class ThreadRights
{
    private const int CapabilityBytes = 24;
    private const uint CapabilityVersion = 0x20080522;
    private const int GetDumpable = 3;
    private const int SetDumpable = 4;
    private const nint Nobody = -1;

    private readonly CallPlan _plan;
    private readonly ProcessCredentials _own;
    private readonly (ulong Effective, ulong Permitted, ulong Inheritable) _capabilities;
    private readonly bool _isDumpable;
    private int _userAsked;
    private uint _wantedUser;

    private ThreadRights(CallPlan plan, ProcessCredentials own, (ulong Effective, ulong Permitted, ulong Inheritable) capabilities)
    {
        (_plan, _own, _capabilities) = (plan, own, capabilities);
        _isDumpable = ProcessControl(GetDumpable, 0, 0, 0, 0) == 1;
    }

    /// <summary>For a plan; null when the own rights are not known.</summary>
    public static ThreadRights? For(CallPlan plan)
    {
        byte[] header = Header();
        byte[] data = new byte[CapabilityBytes];
        return ProcessTable.ReadOne(ProcessTable.DefaultRoot, Environment.ProcessId)?.Credentials is { } own && GetCapabilities(header, data) == 0
            ? new ThreadRights(plan, own, (Join(data, 0), Join(data, 4), Join(data, 8)))
            : null;
    }

    /// <summary>Adds the calls that take the rights.</summary>
    public void Take(ClientRights rights)
    {
        _wantedUser = rights.UserId;
        AddGroups("take the groups", rights.GroupIds);
        _plan.Add("take the group", new CallStep { Number = SystemCallNumber.SetFileGroup, First = (nint)rights.GroupId });
        _plan.Add("take the user", new CallStep { Number = SystemCallNumber.SetFileUser, First = (nint)rights.UserId });

        // It tells no error, but what holds.
        _userAsked = _plan.Add("ask for the user", new CallStep { Number = SystemCallNumber.SetFileUser, First = Nobody });
        AddCapabilities("drop what the client may not", rights.Capabilities & _capabilities.Permitted);
    }

    /// <summary>Adds the calls that take the own rights back.</summary>
    public void GiveBack()
    {
        AddCapabilities("take back what we may", _capabilities.Effective);
        _plan.Add("take back the user", new CallStep { Number = SystemCallNumber.SetFileUser, First = (nint)_own.EffectiveUserId });
        _plan.Add("take back the group", new CallStep { Number = SystemCallNumber.SetFileGroup, First = (nint)_own.EffectiveGroupId });
        AddGroups("take back the groups", _own.GroupIds);
        if (_isDumpable)
        {
            // A change of fsuid hides the whole process from its own user (man 2 PR_SET_DUMPABLE).
            _plan.Add("be seen again", new CallStep { Number = SystemCallNumber.ProcessControl, First = SetDumpable, Second = 1 });
        }
    }

    /// <summary>True when the plan had the rights that were wanted.</summary>
    public bool WereTaken() => _plan.StepAt(_userAsked) is { IsDone: true } asked && (uint)asked.Result == _wantedUser;

    private void AddGroups(string name, IReadOnlyList<uint> groups) => _plan.Add(
        name,
        new CallStep { Number = SystemCallNumber.SetGroups, First = groups.Count, Second = _plan.Bytes(MemoryMarshal.AsBytes<uint>(groups.ToArray())) });

    private void AddCapabilities(string name, ulong effective)
    {
        byte[] data = new byte[CapabilityBytes];
        Split(data, 0, effective);
        Split(data, 4, _capabilities.Permitted);
        Split(data, 8, _capabilities.Inheritable);
        _plan.Add(name, new CallStep { Number = SystemCallNumber.SetCapabilities, First = _plan.Bytes(Header()), Second = _plan.Bytes(data) });
    }

    private static byte[] Header()
    {
        byte[] header = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(header, CapabilityVersion);
        return header;
    }

    // struct __user_cap_data_struct of linux/capability.h, twice: the lower 32 bits of each set, then the upper ones.
    private static ulong Join(byte[] data, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(offset)) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(offset + (CapabilityBytes / 2))) << 32);

    private static void Split(byte[] data, int offset, ulong set)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(offset), (uint)set);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(offset + (CapabilityBytes / 2)), (uint)(set >> 32));
    }

    [DllImport("libc", EntryPoint = "capget", SetLastError = true)]
    private static extern int GetCapabilities(byte[] header, [Out] byte[] data);

    [DllImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static extern int ProcessControl(int option, nint second, nint third, nint fourth, nint fifth);
}
