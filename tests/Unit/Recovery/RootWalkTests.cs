using System.Runtime.Versioning;
using Nginx502.Linux;
using Nginx502.Recovery;
using PathWalk = Nginx502.Recovery.PathWalk;

namespace Nginx502.UnitTests.Recovery;

/// <summary>Walks to files below a directory that stands for <c>/</c>.</summary>
[SupportedOSPlatform("linux")]
public sealed class RootWalkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nginx502-").FullName;
    private readonly string _root;

    public RootWalkTests()
    {
        _root = Path.Combine(_folder, "copy");
        Directory.CreateDirectory(_root + "/etc/nginx/sites");
        File.WriteAllText(_root + "/etc/nginx/nginx.conf", "inside");
        Directory.CreateDirectory(_folder + "/etc/nginx");
        File.WriteAllText(_folder + "/etc/nginx/nginx.conf", "outside");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/etc/nginx/nginx.conf")]
    [InlineData("/etc//nginx/./nginx.conf")]
    [InlineData("/etc/nginx/sites/../nginx.conf")]
    [InlineData("/../../etc/nginx/nginx.conf")]
    [InlineData("/etc/../../../../../etc/nginx/nginx.conf")]
    public void What_is_named_below_the_root_is_found_there(string path) => AssertReached(_root + "/etc/nginx", _root + path);

    [Theory]
    [InlineData("/etc/nginx")]
    [InlineData("nginx")]
    [InlineData("../etc/nginx")]
    [InlineData("../../../../../../../../etc/nginx")]
    public void Links_lead_to_what_they_name_below_the_root(string target)
    {
        File.CreateSymbolicLink(_root + "/etc/link", target);

        AssertReached(_root + "/etc/nginx", _root + "/etc/link/nginx.conf");
    }

    [Fact]
    public void A_link_to_a_file_outside_leads_nowhere()
    {
        File.CreateSymbolicLink(_root + "/etc/nginx/out.conf", _folder + "/etc/nginx/nginx.conf");

        Assert.Equal(ChangeFailureReason.FileMissing, Refusal(_root + "/etc/nginx/out.conf").Reason);
    }

    [Fact]
    public void A_relative_link_out_of_the_root_leads_to_the_file_of_the_same_name_inside()
    {
        File.CreateSymbolicLink(_root + "/out.conf", "../etc/nginx/nginx.conf");

        AssertReached(_root + "/etc/nginx", _root + "/out.conf");
    }

    [Theory]
    [InlineData("{0}/etc/nginx/nginx.conf")]
    [InlineData("{0}/copy-of-another/nginx.conf")]
    [InlineData("/etc/passwd")]
    public void What_lies_beside_the_root_is_refused(string path)
    {
        ChangeFailure failure = Refusal(string.Format(null, path, _folder));

        Assert.Equal(ChangeFailureReason.FileMissing, failure.Reason);
        Assert.Contains($"is not below '{_root}'", failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_is_not_full_is_refused() => Assert.Contains("is not a full path", Refusal("etc/nginx.conf").Problem, StringComparison.Ordinal);

    [Fact]
    public void The_root_itself_is_no_file() => Assert.Equal(ChangeFailureReason.NotRegularFile, Refusal(_root + "/").Reason);

    [Fact]
    public void Links_in_a_circle_end()
    {
        File.CreateSymbolicLink(_root + "/a", "/b");
        File.CreateSymbolicLink(_root + "/b", "/a");

        Assert.Equal((int)Errno.ELOOP, Refusal(_root + "/a").ErrorNumber);
    }

    [Fact]
    public void A_root_that_is_named_by_a_link_is_resolved()
    {
        File.CreateSymbolicLink(_folder + "/link", "copy");
        File.CreateSymbolicLink(_root + "/etc/absolute", "/etc/nginx");

        AssertReached(_root + "/etc/nginx", _folder + "/link/etc/absolute/nginx.conf", _folder + "/link");
    }

    [Fact]
    public void A_root_that_is_not_there_is_said() =>
        Assert.Equal(ChangeFailureReason.FileMissing, Refusal(_folder + "/none/nginx.conf", _folder + "/none").Reason);

    [Fact]
    public void Nothing_is_changed_through_the_view_of_another_process()
    {
        string root = $"/proc/{Environment.ProcessId}/root";

        ChangeFailure failure = Refusal(root + "/etc/passwd", root);

        Assert.Equal((ChangeFailureReason.UntrustedLink, root), (failure.Reason, failure.Path));
        Assert.Equal(ChangeFailureReason.UntrustedLink, Refusal($"/proc/{Environment.ProcessId}/cwd/x.conf", null).Reason);
    }

    [Fact]
    public void A_git_work_tree_around_the_root_is_where_a_copy_is_managed()
    {
        Directory.CreateDirectory(_folder + "/.git");

        using PathWalk walk = PathWalk.ToFile(FileCalls.Kernel, _root + "/etc/nginx/nginx.conf", out _, _root);

        Assert.Null(walk.WorkTree);
    }

    [Fact]
    public void A_git_work_tree_below_the_root_counts()
    {
        Directory.CreateDirectory(_root + "/etc/.git");

        using PathWalk walk = PathWalk.ToFile(FileCalls.Kernel, _root + "/etc/nginx/nginx.conf", out _, _root);

        Assert.Equal(_root + "/etc", walk.WorkTree);
    }

    [Theory]
    [InlineData(0x1ED, true)]
    [InlineData(0x1FF, false)]
    public void Who_can_write_to_the_root_can_change_its_names(int mode, bool isTrusted)
    {
        File.SetUnixFileMode(_root, (UnixFileMode)mode);

        using PathWalk walk = PathWalk.ToFile(FileCalls.Kernel, _root + "/etc/nginx/nginx.conf", out _, _root);

        Assert.Equal(isTrusted && Environment.IsPrivilegedProcess, walk.AreNamesByRootAlone);
    }

    private void AssertReached(string directory, string path, string? root = null)
    {
        using PathWalk walk = PathWalk.ToFile(FileCalls.Kernel, path, out string name, root ?? _root);

        Assert.Equal((directory, "nginx.conf"), (walk.ReachedPath, name));
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = walk.Open();
        Assert.Equal("inside", System.Text.Encoding.UTF8.GetString(FileContent.Read(FileCalls.Kernel, handle, name, path)!));
    }

    private ChangeFailure Refusal(string path) => Refusal(path, _root);

    private static ChangeFailure Refusal(string path, string? root) => Assert.Throws<ChangeException>(() =>
    {
        using PathWalk walk = PathWalk.ToFile(FileCalls.Kernel, path, out string name, root);
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = walk.Open();
        CallFailures.Require(FileCalls.Kernel.OpenFile(handle, name, FileUse.Read, out Microsoft.Win32.SafeHandles.SafeFileHandle file), "be opened", path);
        file.Dispose();
    }).Failure;
}
