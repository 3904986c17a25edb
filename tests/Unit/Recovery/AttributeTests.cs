using System.Buffers.Binary;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Recovery;

/// <summary>What a file has beside its bytes is what its successor has.</summary>
[SupportedOSPlatform("linux")]
public sealed class AttributeTests : IDisposable
{
    private const string AccessList = "system.posix_acl_access";
    private const string DefaultList = "system.posix_acl_default";

    private static readonly FileCalls Kernel = FileCalls.Kernel;
    private readonly ChangeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Owner_mode_access_list_label_and_attributes_are_kept(bool cannotExchange)
    {
        // Only root can give a file away, or a label to it.
        bool isRoot = Environment.IsPrivilegedProcess;
        if (isRoot)
        {
            RefusalTests.Call("chown", "33:4", _lab.Pool);
            Write(_lab.Pool, "security.selinux", Encoding.ASCII.GetBytes("system_u:object_r:httpd_config_t:s0\0"));
            Write(_lab.Pool, "trusted.nginx502", [1, 0, 2]);
        }

        File.SetUnixFileMode(_lab.Pool, (UnixFileMode)0x1A0);
        Write(_lab.Pool, "user.comment", Encoding.UTF8.GetBytes("Größe"));
        Write(_lab.Pool, AccessList, List(6, 1234, 4));
        Dictionary<string, byte[]> before = Attributes(_lab.Pool);
        Assert.True(FileStatus.TryRead(_lab.Pool, out FileStatus old));
        Assert.Equal(isRoot ? 4 : 2, before.Count);

        var calls = new InterceptedCalls { Before = (_, name) => cannotExchange && name == "Exchange" ? FileError.InvalidArgument : 0 };
        Assert.Equal(ChangeState.Committed, _lab.Transaction(calls).Run(_lab.Both()).State);

        Assert.True(FileStatus.TryRead(_lab.Pool, out FileStatus now));
        Assert.NotEqual(old.Identity, now.Identity);
        Assert.Equal((old.OwnerId, old.GroupId, old.Mode), (now.OwnerId, now.GroupId, now.Mode));
        Assert.Equal(before, Attributes(_lab.Pool));

        Assert.Equal(ChangeState.Committed, _lab.Transaction(calls).Restore(new RestoreRequest("Restore", 1)).State);
        Assert.Equal(before, Attributes(_lab.Pool));
    }

    [Fact]
    public void A_directorys_default_access_list_does_not_get_into_a_file_that_had_none()
    {
        Write(Path.GetDirectoryName(_lab.Pool)!, DefaultList, List(7, 1234, 7));

        Assert.Equal(ChangeState.Committed, _lab.Transaction().Run(_lab.Both()).State);

        Assert.Empty(Attributes(_lab.Pool));
        Assert.Equal((UnixFileMode)0x1A4, File.GetUnixFileMode(_lab.Pool));
    }

    [Fact]
    public void A_file_that_is_put_back_is_the_very_same()
    {
        Assert.True(FileStatus.TryRead(_lab.Pool, out FileStatus old));
        DateTime time = File.GetLastWriteTimeUtc(_lab.Pool);

        _lab.Transaction().Run(_lab.Both(activation: new FakeActivation(_lab.Pool) { Verified = new VerificationResult(false) }));

        Assert.True(FileStatus.TryRead(_lab.Pool, out FileStatus now));

        // The kernel notes that its name was taken away and given back.
        Assert.Equal((old with { ChangeTime = now.ChangeTime }, time), (now, File.GetLastWriteTimeUtc(_lab.Pool)));
    }

    [Theory]
    [InlineData("ChangeOwner")]
    [InlineData("WriteAttribute")]
    [InlineData("ChangeMode")]
    public void What_cannot_be_kept_is_no_change(string call)
    {
        if (Environment.IsPrivilegedProcess)
        {
            RefusalTests.Call("chown", "33:33", _lab.Pool);
        }

        Write(_lab.Pool, "user.comment", [1]);
        bool isNeeded = call != "ChangeOwner" || Environment.IsPrivilegedProcess;
        var calls = new InterceptedCalls { Before = (_, name) => name == call ? FileError.OperationNotPermitted : 0 };

        GatewayChange change = _lab.Transaction(calls).Run(_lab.One());

        // Modes of directories of the state are not changed where they are right.
        Assert.Equal(isNeeded ? ChangeState.RolledBack : ChangeState.Committed, change.State);
        Assert.Equal(isNeeded ? ChangeFailureReason.AttributesNotKept : null, change.Failure?.Reason);
        Assert.Equal(isNeeded ? ChangeLab.OldPool : ChangeLab.NewPool, File.ReadAllText(_lab.Pool));
    }

    private static void Write(string path, string name, byte[] value)
    {
        using SafeFileHandle file = Open(path);
        Assert.Equal(0, Kernel.WriteAttribute(file, name, value));
    }

    private static Dictionary<string, byte[]> Attributes(string path)
    {
        using SafeFileHandle file = Open(path);
        Assert.Equal(0, Kernel.AttributeNames(file, out IReadOnlyList<string> names));
        return names.ToDictionary(name => name, name => Kernel.ReadAttribute(file, name, out byte[] value) == 0 ? value : []);
    }

    private static SafeFileHandle Open(string path)
    {
        Assert.Equal(0, Kernel.OpenRoot(out SafeFileHandle root));
        using (root)
        {
            int error = Directory.Exists(path)
                ? Kernel.OpenDirectory(root, path[1..], out SafeFileHandle file)
                : Kernel.OpenFile(root, path[1..], FileUse.Read, out file);
            Assert.Equal(0, error);
            return file;
        }
    }

    // An access list in the kernel's form (linux/posix_acl_xattr.h): owner, one more user, group, mask, others.
    private static byte[] List(ushort ownerRights, uint user, ushort userRights)
    {
        (ushort Tag, ushort Rights, uint Id)[] entries = [(1, ownerRights, uint.MaxValue), (2, userRights, user), (4, 4, uint.MaxValue), (16, 4, uint.MaxValue), (32, 0, uint.MaxValue)];
        byte[] list = new byte[4 + (entries.Length * 8)];
        BinaryPrimitives.WriteUInt32LittleEndian(list, 2);
        for (int index = 0; index < entries.Length; index++)
        {
            Span<byte> entry = list.AsSpan(4 + (index * 8));
            BinaryPrimitives.WriteUInt16LittleEndian(entry, entries[index].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], entries[index].Rights);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], entries[index].Id);
        }

        return list;
    }
}
