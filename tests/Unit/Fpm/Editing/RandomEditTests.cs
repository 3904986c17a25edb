using System.Text;
using CsCheck;
using Nginx502.Fpm;

namespace Nginx502.UnitTests.Fpm.Editing;

public class RandomEditTests
{
    private static readonly string[] Pieces =
    [
        "[www]", "[blog]", "[global]", " [x", "user = www-data", "listen = /run/w.sock", "listen=/run/b.sock", "pm = static", "pm = dynamic", "PM.max_children = 5", "pm.max_children=7 ; so",
        ";pm.max_children = 5", "; pm.max_requests = 500", "pm.max_requests =", "env[A] = b", "env[A] = \"c\"", ";env[A] = x", "php_value[m] = 1", "php_flag[m] = on", "# no comment", "",
        "  ", "\tslowlog = /x", "[www] pm = ondemand", "request_terminate_timeout = ${T}", "a = b = c", "access.format = \"%R", "env[B] = it's", "\xFF\x00\x01", "listen = x$",
    ];

    private static readonly string[] Names = ["pm.max_children", "pm.max_requests", "listen", "env[A]", "php_value[m]", "php_flag[m]", "slowlog", "access.format", "clear_env", "user"];

    private static readonly string[] Values = ["5", "10", "0", "/run/w.sock", "/srv/$pool.sock", "a b", "yes", "off", "x;y", "it's", "%R \"%m\"", "E_ALL", "", "${SITE}", "1.5", "www-data", "\u00FC"];

    private static readonly Gen<byte[]> Files = Gen.Select(Gen.OneOf(Pieces).Array[0, 25], Gen.Bool, Gen.Bool, (lines, isDos, isOpen) =>
    {
        string end = isDos ? "\r\n" : "\n";
        string text = "[www]" + end + string.Join(end, lines) + (isOpen ? "" : end);
        return Encoding.Latin1.GetBytes(text);
    });

    private static readonly Gen<Dictionary<string, string?>> Changes = Gen.Select(Gen.OneOf(Names), Gen.OneOf(Gen.OneOf(Values).Select(value => (string?)value), Gen.Const((string?)null)))
        .Array[1, 4].Select(pairs => pairs.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2));

    [Fact]
    public void Whatever_the_file_and_the_change_nothing_else_differs() => Gen.Select(Files, Changes).Sample(
        (bytes, values) =>
        {
            FpmConfiguration before = FpmFiles.Read(bytes);
            FpmEditPlan plan = FpmPoolEditor.Plan(before, before.Pools[0], values);
            if (plan.Edits.Count == 0)
            {
                return;
            }

            FileEdit edit = Assert.Single(plan.Edits);
            Assert.Equal(bytes, edit.Before.ToArray());
            byte[] after = edit.After.ToArray();
            AssertOnlyLinesOf(bytes, after, values);
            FpmConfiguration now = FpmFiles.Read(after);
            FpmEditPlan again = FpmPoolEditor.Plan(now, now.Pools[0], values);
            Assert.Equal((0, false), (again.Edits.Count, again.IsRefused));
            Assert.Equal(values.Count, again.Unchanged.Count);
            Assert.All(Others(before, values).Zip(Others(now, values)), pair => Assert.Equal(pair.First, pair.Second));
        },
        iter: 3000);

    [Fact]
    public void A_value_that_is_written_is_read_again() => Gen.Char["abz09 .;=\"'$\\{}|&^~!()#%/\t\u00FC"].Array[0, 12].Select(letters => new string(letters)).Sample(
        value =>
        {
            Assert.True(WantedSetting.TryParse("env[X]", value, isGlobal: false, out WantedSetting? wanted, out _));
            if (FpmValueWriter.Write(wanted) is not { } written)
            {
                // What holds a variable and both kinds of quotes, or a backslash, cannot be written.
                Assert.True(value.Contains("${", StringComparison.Ordinal) || (value.Contains('\'', StringComparison.Ordinal) && value.Contains('$', StringComparison.Ordinal)), value);
                return;
            }

            IniFile file = IniFile.Parse(Encoding.Latin1.GetBytes($"env[X] = {written} ; so"), FpmFiles.Unknown);
            Assert.Equal(RawText.Encode(value), Assert.Single(Assert.Single(file.Lines).Statements).Value);
        },
        iter: 20_000);

    // Lines that are in one file and not in the other one are about what was to change; a last line may get its line end.
    private static void AssertOnlyLinesOf(byte[] before, byte[] after, Dictionary<string, string?> values)
    {
        string[] old = Encoding.Latin1.GetString(before).Split('\n', '\r');
        string[] now = Encoding.Latin1.GetString(after).Split('\n', '\r');
        string[] names = [.. values.Keys.Select(Plain).Append("[www]")];
        Assert.All(
            now.Except(old).Concat(old.Except(now)).Where(line => line.Length > 0),
            line => Assert.Contains(names, name => Plain(line).Contains(name, StringComparison.OrdinalIgnoreCase)));
    }

    private static string Plain(string name) => name.Replace("flag", "value", StringComparison.Ordinal);

    private static IEnumerable<string> Others(FpmConfiguration configuration, Dictionary<string, string?> values)
    {
        var names = values.Keys.Select(name => name.Replace("php_flag", "php_value", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return configuration.PoolSections.SelectMany((pool, index) => pool.Assignments
            .Where(assignment => index > 0 || !names.Contains(assignment.SettingName))
            .Select(assignment => $"{pool.Name} {assignment.SettingName} = {assignment.Statement.Value}"));
    }
}
