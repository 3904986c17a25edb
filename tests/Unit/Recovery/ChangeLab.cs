using System.Text;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery;

/// <summary>A directory with files to change, and one for the journal and the backups, in a temporary place.</summary>
internal sealed class ChangeLab : IDisposable
{
    public const string OldPool = "[www]\nlisten = /run/php/php8.2-fpm.sock\npm = dynamic\npm.max_children = 5\n";
    public const string NewPool = "[www]\nlisten = /run/php/php8.2-fpm.sock\npm = dynamic\npm.max_children = 20\n";
    public const string OldSite = "server {\n\tfastcgi_read_timeout 60s;\n}\n";
    public const string NewSite = "server {\n\tfastcgi_read_timeout 120s;\n\tfastcgi_buffer_size 16k;\n}\n";

    public ChangeLab()
        : this(Directory.CreateTempSubdirectory("nginx502-change-").FullName)
    {
        File.WriteAllText(Pool, OldPool);
        File.WriteAllText(Site, OldSite);
    }

    /// <summary>The lab in a directory that is one.</summary>
    public ChangeLab(string root)
    {
        Root = root;
        State = Path.Combine(root, "state");
        Pool = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "pools")).FullName, "www.conf");
        Site = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "sites")).FullName, "shop");
    }

    public string Root { get; }

    public string State { get; }

    public string Pool { get; }

    public string Site { get; }

    public ChangeJournal Journal => new(State);

    /// <summary>The names beside the files, staged ones among them.</summary>
    public IReadOnlyList<string> Names => Directory.GetFileSystemEntries(Path.Combine(Root, "pools")).Concat(Directory.GetFileSystemEntries(Path.Combine(Root, "sites")))
        .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToArray();

    /// <summary>A lab in memory, where waiting for the disk takes no time: for tests that make thousands of changes.</summary>
    public static ChangeLab InMemory()
    {
        const string memory = "/dev/shm";
        if (!Directory.Exists(memory))
        {
            return new ChangeLab();
        }

        var lab = new ChangeLab(Path.Combine(memory, "nginx502-change-" + Path.GetRandomFileName()));
        File.WriteAllText(lab.Pool, OldPool);
        File.WriteAllText(lab.Site, OldSite);
        return lab;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public ConfigurationTransaction Transaction() => Transaction(FileCalls.Kernel);

    public ConfigurationTransaction Transaction(IFileCalls calls) => new(calls, State) { LockPatience = TimeSpan.FromSeconds(30) };

    /// <summary>Both files get their new content.</summary>
    public ChangeRequest Both(IConfigurationCheck? check = null, IChangeActivation? activation = null) =>
        new("Set-FpmPoolTuning", [Edit(Pool, OldPool, NewPool), Edit(Site, OldSite, NewSite)])
        {
            CommandLine = "Set-FpmPoolTuning www -MaxChildren 20 -Reload",
            Settings =
            [
                new SettingChange("pm.max_children", "5", "20", false, Pool, 4, "pool www", ChangeApplies.FpmReload),
                new SettingChange("fastcgi_read_timeout", "60s", "120s", false, Site, 2, "server shop", ChangeApplies.NginxReload),
            ],
            Checks = check is null ? [] : [check],
            Activation = activation,
        };

    /// <summary>The pool alone gets its new content.</summary>
    public ChangeRequest One(string? path = null) => new("Set-FpmPoolTuning", [Edit(path ?? Pool, OldPool, NewPool)]);

    public static FileEdit Edit(string path, string before, string after) => new(path, Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after));

    /// <summary>Both files hold their old content, and nothing lies beside them.</summary>
    public void AssertOld()
    {
        AssertOldContent();
        Assert.Equal(["shop", "www.conf"], Names);
    }

    /// <summary>Both files hold their new content, and nothing lies beside them.</summary>
    public void AssertNew()
    {
        AssertNewContent();
        Assert.Equal(["shop", "www.conf"], Names);
    }

    public void AssertOldContent()
    {
        Assert.Equal(OldPool, File.ReadAllText(Pool));
        Assert.Equal(OldSite, File.ReadAllText(Site));
    }

    public void AssertNewContent()
    {
        Assert.Equal(NewPool, File.ReadAllText(Pool));
        Assert.Equal(NewSite, File.ReadAllText(Site));
    }

    /// <summary>The one change of the journal.</summary>
    public GatewayChange Only() => Assert.Single(Changes());

    public IReadOnlyList<GatewayChange> Changes()
    {
        ChangeJournalContent content = Journal.Read();
        Assert.Null(content.Failure);
        return content.Changes;
    }

    /// <summary>Names a file in the directory of the state.</summary>
    public string StatePath(params string[] names) => Path.Combine([State, "changes", .. names]);
}
