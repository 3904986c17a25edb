using System.Globalization;
using System.Text;

namespace Nginx502.UnitTests.Fpm.Editing;

/// <summary>
/// NAME.before.conf with NAME.change (the pool, then a directive a line: <c>name = value</c>, or <c>name -</c> to take it away) becomes NAME.after.conf, which is
/// missing when nothing changes; NAME.plan has what is said.
/// </summary>
public class FpmPoolEditorTests
{
    public static TheoryData<string> Cases() =>
        [.. Directory.GetFiles(TestData.Path("fpm-conf/edits"), "*.change").Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Only_what_must_change_changes_where_a_person_would_change_it(string name)
    {
        string file = TestData.Path("fpm-conf/edits/" + name);
        byte[] before = File.ReadAllBytes(file + ".before.conf");

        FpmEditPlan plan = Plan(FpmFiles.Read(before), File.ReadAllLines(file + ".change"));

        Assert.Equal(File.ReadAllText(file + ".plan"), Say(plan));
        byte[] after = File.Exists(file + ".after.conf") ? File.ReadAllBytes(file + ".after.conf") : before;
        Assert.Equal(Encoding.Latin1.GetString(after), Encoding.Latin1.GetString((plan.Edits.SingleOrDefault()?.After ?? before).ToArray()));
        Assert.All(plan.Edits, edit => Assert.Equal((FpmFiles.MainPath, false), (edit.Path, edit.IsEmpty)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_was_changed_is_unchanged_the_next_time(string name)
    {
        string file = TestData.Path("fpm-conf/edits/" + name);
        string[] change = File.ReadAllLines(file + ".change");
        FpmEditPlan first = Plan(FpmFiles.Read(File.ReadAllBytes(file + ".before.conf")), change);
        if (first.Edits.Count == 0)
        {
            Assert.True(first.IsRefused || first.Changes.Count == 0);
            return;
        }

        FpmEditPlan second = Plan(FpmFiles.Read(first.Edits[0].After.ToArray()), change);

        Assert.Equal((0, 0), (second.Edits.Count, second.Changes.Count));
        Assert.Equal(change.Length - 1, second.Unchanged.Count);
    }

    [Fact]
    public void A_pool_in_several_files_is_changed_in_the_file_that_counts()
    {
        string root = Directory.CreateTempSubdirectory("nginx502-").FullName;
        try
        {
            Directory.CreateDirectory(root + "/etc");
            File.WriteAllText(root + "/etc/php-fpm.conf", "[www]\nuser = www-data\nlisten = /run/w.sock\npm = static\npm.max_children = 1\ninclude = /etc/shared.conf\n");
            File.WriteAllText(root + "/etc/shared.conf", "pm.max_children = 2\n");
            FpmConfiguration configuration = FpmConfiguration.Read("/etc/php-fpm.conf", FpmFiles.Options with { Files = Nginx502.Linux.FileTree.At(root) });

            FpmEditPlan plan = FpmPoolEditor.Plan(configuration, configuration.Pools[0], new Dictionary<string, string?> { ["pm.max_children"] = "3", ["pm.max_requests"] = "700" });

            Assert.Equal("/etc/shared.conf", Assert.Single(plan.Edits).Path);
            Assert.Equal("pm.max_children = 3\npm.max_requests = 700\n", Encoding.ASCII.GetString(plan.Edits[0].After.Span));
            Assert.Equal([("/etc/shared.conf", 1), ("/etc/shared.conf", 2)], plan.Changes.Select(change => (change.Path, change.LineNumber!.Value)));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_file_that_two_pools_include_is_left_alone()
    {
        string root = Directory.CreateTempSubdirectory("nginx502-").FullName;
        try
        {
            Directory.CreateDirectory(root + "/etc");
            File.WriteAllText(root + "/etc/php-fpm.conf", "[a]\nlisten = /run/a.sock\ninclude = /etc/s.conf\n[b]\nlisten = /run/b.sock\ninclude = /etc/s.conf\n");
            File.WriteAllText(root + "/etc/s.conf", "user = www-data\npm = static\npm.max_children = 2\n");
            FpmConfiguration configuration = FpmConfiguration.Read("/etc/php-fpm.conf", FpmFiles.Options with { Files = Nginx502.Linux.FileTree.At(root) });

            FpmEditPlan plan = FpmPoolEditor.Plan(configuration, configuration.Pools[1], new Dictionary<string, string?> { ["pm.max_children"] = "3" });

            Assert.Equal("EditTouchesOthers", Assert.Single(plan.BrokenRules).Id);
            Assert.Empty(plan.Edits);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Theory]
    [InlineData("pm.max_children", "5\n6", "ValueHasLineEnd")]
    [InlineData("env[A]", "a\0b", "ValueHasLineEnd")]
    [InlineData("env[A]", "", "InvalidValue")]
    [InlineData("env[]", "x", "UnknownDirective")]
    [InlineData("error_log", "/x", "UnknownDirective")]
    [InlineData("access.suppress_path[]", "/x", "UnknownDirective")]
    [InlineData("env[A]", "it's ${", "ValueNotWritable")]
    public void What_cannot_be_written_is_refused(string name, string value, string id)
    {
        FpmConfiguration configuration = FpmFiles.Read("[www]\nuser = www-data\nlisten = /run/w.sock\npm = static\npm.max_children = 1\n");

        FpmEditPlan plan = FpmPoolEditor.Plan(configuration, configuration.Pools[0], new Dictionary<string, string?> { [name] = value });

        Assert.Equal(id, Assert.Single(plan.BrokenRules).Id);
        Assert.True(plan.IsRefused);
        Assert.Empty(plan.Edits);
    }

    [Fact]
    public void Pools_in_files_of_their_own_and_the_global_section_are_changed_as_one()
    {
        string root = Directory.CreateTempSubdirectory("nginx502-").FullName;
        try
        {
            Directory.CreateDirectory(root + "/etc");
            File.WriteAllText(root + "/etc/php-fpm.conf", "[global]\npid = /run/f.pid\ninclude = /etc/a.conf\ninclude = /etc/b.conf\n");
            File.WriteAllText(root + "/etc/a.conf", "[a]\nuser = www-data\nlisten = /run/a.sock\npm = static\npm.max_children = 1\n");
            File.WriteAllText(root + "/etc/b.conf", "[b]\nuser = www-data\nlisten = /run/b.sock\npm = static\npm.max_children = 1\n");
            FpmConfiguration configuration = FpmConfiguration.Read("/etc/php-fpm.conf", FpmFiles.Options with { Files = Nginx502.Linux.FileTree.At(root) });

            FpmEditPlan plan = FpmPoolEditor.Plan(
                configuration,
                configuration.Pools,
                new Dictionary<string, string?> { ["pm.max_children"] = "3" },
                new Dictionary<string, string?> { ["process_control_timeout"] = "10s" });

            Assert.Empty(plan.BrokenRules);
            Assert.Equal(["/etc/a.conf", "/etc/b.conf", "/etc/php-fpm.conf"], plan.Edits.Select(edit => edit.Path).Order(StringComparer.Ordinal));
            Assert.Equal(["pool a", "pool b", "global"], plan.Changes.Select(change => change.Scope));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_pool_of_another_configuration_is_no_pool_of_this_one()
    {
        FpmConfiguration one = FpmFiles.Read("[a]\n");
        FpmConfiguration other = FpmFiles.Read("[b]\n");

        Assert.Throws<ArgumentException>(() => FpmPoolEditor.Plan(one, other.Pools[0], new Dictionary<string, string?>()));
    }

    internal static FpmEditPlan Plan(FpmConfiguration configuration, string[] change)
    {
        var values = change.Skip(1).ToDictionary(
            line => line.Contains(" = ", StringComparison.Ordinal) ? line[..line.IndexOf(" = ", StringComparison.Ordinal)] : line[..^2],
            line => line.Contains(" = ", StringComparison.Ordinal) ? line[(line.IndexOf(" = ", StringComparison.Ordinal) + 3)..] : null);
        return change[0] == "global"
            ? FpmPoolEditor.PlanGlobal(configuration, values)
            : FpmPoolEditor.Plan(configuration, configuration.Pools.Single(pool => pool.Pool == change[0]), values);
    }

    private static string Say(FpmEditPlan plan)
    {
        IEnumerable<string> lines = plan.Changes
            .Select(change => string.Create(CultureInfo.InvariantCulture, $"{change} {(change.WasDefault ? "default " : "")}{change.LineNumber} {change.Scope} {change.Applies}"))
            .Concat(plan.Unchanged.Select(setting => $"unchanged {setting}"))
            .Concat(plan.Warnings.Select(warning => $"{warning.Severity} {warning.Id} {warning}"))
            .Concat(plan.BrokenRules.Select(rule => $"{rule.Id} {string.Join(',', rule.Directives)}: {rule.Message}\n    {rule.Advice}"))
            .Prepend(plan.Applies.ToString());
        return string.Concat(lines.Select(line => line + "\n"));
    }
}
