using System.Text;
using CsCheck;
using Nginx502.Fpm;

namespace Nginx502.UnitTests.Fpm.Ini;

public class IniFileTests
{
    private const string Interesting = "[]=;\"'$\\{}|&^~!()# \t\r\nonyfalseE_ALL0159.-:/\0";

    /// <summary>Each file: lines of three columns, tab between: the kind, what it says, the line with escapes.</summary>
    public static TheoryData<string> Tables() => [.. Directory.GetFiles(TestData.Path("fpm-conf/lines"), "*.tsv").Select(path => Path.GetFileName(path)!)];

    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(TestData.Path("fpm-conf"), "*.conf", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(TestData.Path("fpm-conf"), path))];

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_line_says_what_it_says_to_php_fpm(string table)
    {
        string[][] rows = [.. File.ReadAllLines(TestData.Path("fpm-conf/lines/" + table)).Where(row => row.Length > 0 && row[0] != '#').Select(row => row.Split('\t', 3))];
        Assert.NotEmpty(rows);
        var surroundings = new IniSurroundings(
            new Dictionary<string, string> { ["A"] = "a b", ["EMPTY"] = "" }, new Dictionary<string, string> { ["memory_limit"] = "128M" }, table.Contains("8.3", StringComparison.Ordinal) ? new PhpVersionNumber(8, 3, 0) : new PhpVersionNumber(8, 2, 36));
        foreach (string[] row in rows)
        {
            IniFile file = IniFile.Parse(TestData.Unescape(row[2]), surroundings);
            Assert.Equal($"{row[0]}\t{row[1]}\t{row[2]}", $"{string.Join(',', file.Lines.Select(line => line.Kind))}\t{string.Join(" + ", file.Lines.Select(Say))}\t{row[2]}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_byte_of_a_file_comes_back(string file) => AssertLossless(File.ReadAllBytes(TestData.Path("fpm-conf/" + file)));

    [Fact]
    public void Every_byte_of_anything_comes_back() =>
        Gen.OneOf(Gen.Byte.Array[0, 200], Gen.Char[Interesting].Array[0, 200].Select(letters => Encoding.Latin1.GetBytes(letters)))
            .Sample(AssertLossless, iter: 20_000);

    [Fact]
    public void Random_lines_of_much_depth_end()
    {
        foreach (string piece in (string[])["(", "~", "!", "\"${A:-", "${A:-", "[", "${", "a[", "'", "\"", "$\\", "5|"])
        {
            byte[] line = Encoding.ASCII.GetBytes("a = " + string.Concat(Enumerable.Repeat(piece, 50_000)));

            Assert.Single(IniFile.Parse(line, FpmFiles.Unknown).Lines);
        }
    }

    private static void AssertLossless(byte[] bytes)
    {
        IniFile file = IniFile.Parse(bytes, FpmFiles.Unknown);
        int at = 0;
        for (int index = 0; index < file.Lines.Count; index++)
        {
            IniLine line = file.Lines[index];
            Assert.Equal((index + 1, at), (line.Number, line.Span.Start));
            Assert.All(line.Statements, statement => AssertWithin(line, statement));
            at = line.Span.End;
        }

        Assert.Equal(bytes.Length, at);
        Assert.Equal(bytes, file.Lines.SelectMany(line => file.Slice(line.Span).ToArray()));
    }

    private static void AssertWithin(IniLine line, IniStatement statement)
    {
        foreach (IniSpan span in (IniSpan[])[statement.NameSpan, statement.ValueSpan, statement.KeySpan])
        {
            Assert.True(span == default || (span.Start >= line.Span.Start && span.Start <= span.End && span.End <= line.Span.End), $"{statement.Kind} {span} in {line.Span}");
        }
    }

    private static string Say(IniLine line)
    {
        IEnumerable<string> parts = line.Statements.Select(statement => statement.Kind switch
        {
            IniStatementKind.Section => $"[{statement.Name}]",
            IniStatementKind.BareName => $"<{statement.Name}>",
            _ => $"<{statement.Name}>{(statement.Key is { } key ? $"[{key}]" : "")}=<{statement.Value}>",
        });
        string said = string.Join(' ', line.Error is { } error ? parts.Append($"!{error.Position - line.Span.Start}: {error.Message}") : parts);
        return said.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
    }
}
