using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using CsCheck;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

/// <summary>Patterns are expanded as the C library of this machine expands them, which nginx and php-fpm call.</summary>
[SupportedOSPlatform("linux")]
public sealed class FileGlobTests : IDisposable
{
    private static readonly string[] PatternPieces = ["a", "b", ".", "*", "?", "[", "]", "!", "^", "-", "\\", "c", "[ab]", "[!a]", "[a-c]", "[[:alpha:]]", "[:", ":]", "1", "é"];
    private static readonly string[] NamePieces = ["a", "b", "c", "1", ".", "-", "]", "[", "é", "!", "\\"];

    // Collating symbols, [[.hyphen.]], are not read: no configuration has them.
    private static readonly Gen<string> Pattern = Pieces(PatternPieces).Array[0, 6].Select(string.Concat).Where(pattern => !pattern.Contains("[.", StringComparison.Ordinal));
    private static readonly Gen<string> Name = Pieces(NamePieces).Array[1, 4].Select(string.Concat);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nginx502-glob");

    public void Dispose() => LinuxFiles.Remove(_directory.FullName);

    [Fact]
    public void A_name_fits_where_fnmatch_says_so() => Gen.Select(Pattern, Name).Sample(
        pair => IsMistakenByGlibc(pair.Item1) || FileNamePattern.IsMatch(pair.Item1, pair.Item2) == LinuxFiles.Matches(pair.Item1, pair.Item2), iter: 20_000);

    [Theory]
    [InlineData("[1[::]?[!a]", "1", true)]
    [InlineData("[1[::]?[!a]", "?", false)]
    [InlineData("[1[:ab:]2]", "1", true)]
    [InlineData("[1[:ab:]2]", "2", false)]
    [InlineData("[1[:aB:]2]", "12]", true)]
    [InlineData("[[:alpha:][:ab:]]", "a", true)]
    [InlineData("[[:alpha:][:ab:]]", "1", false)]
    public void A_class_that_there_is_not_ends_the_search(string pattern, string name, bool fits)
    {
        Assert.Equal(fits, LinuxFiles.Matches(pattern, name));
        Assert.Equal(fits, FileNamePattern.IsMatch(pattern, name));
    }

    [Theory]
    [InlineData("*.conf")]
    [InlineData("*")]
    [InlineData(".*")]
    [InlineData("*/*.conf")]
    [InlineData("*/")]
    [InlineData("d1/")]
    [InlineData("d1/*/../*")]
    [InlineData("d?//x.conf")]
    [InlineData("d1//x.conf")]
    [InlineData("dangling")]
    [InlineData("dang*")]
    [InlineData("none/*.conf")]
    [InlineData("none")]
    [InlineData("x.conf/*")]
    [InlineData("linked/*.conf")]
    [InlineData("\\x.conf")]
    [InlineData("\\*.conf")]
    [InlineData("[x].conf")]
    [InlineData("[x.conf")]
    [InlineData("star\\*")]
    [InlineData("{x,y}.conf")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("d*/.")]
    public void A_pattern_names_what_glob_names(string pattern)
    {
        Directory.CreateDirectory(_directory.FullName + "/d1/sub");
        Directory.CreateDirectory(_directory.FullName + "/d2");
        Directory.CreateDirectory(_directory.FullName + "/a.conf");
        foreach (string file in (string[])["x.conf", "y.conf", ".hidden.conf", "Z.conf", "é.conf", "d1/x.conf", "d1/sub/x.conf", "d2/x.conf", "[x.conf", "star*", "{x,y}.conf", "\uDCFF.conf"])
        {
            LinuxFiles.Write(_directory.FullName + "/" + file, "");
        }

        File.CreateSymbolicLink(_directory.FullName + "/dangling", "nowhere");
        File.CreateSymbolicLink(_directory.FullName + "/linked", "d1");
        File.CreateSymbolicLink(_directory.FullName + "/link.conf", "x.conf");
        string full = $"{_directory.FullName}/{pattern}";

        FileGlob plain = FileTree.Host.Glob(full);
        FileGlob marked = FileTree.Host.Glob(full, marksDirectories: true);

        Assert.Equal(LinuxFiles.Glob(full, 0), plain);
        Assert.Equal(LinuxFiles.Glob(full, LinuxFiles.MarkFlag), marked);
        Assert.Equal(LinuxFiles.Glob(full, LinuxFiles.ErrorFlag) is null, plain.Unlisted.Count > 0);
        using FileTree tree = FileTree.At(_directory.FullName);
        Assert.Equal(plain.Select(path => path[_directory.FullName.Length..]), tree.Glob("/" + pattern));
    }

    [Fact]
    public void Random_patterns_over_random_names_name_what_glob_names()
    {
        IEnumerable<string> names = NamePieces.SelectMany(first => NamePieces.Select(second => first + second)).Concat(NamePieces).Where(name => name is not ("." or ".."));
        foreach (string name in names)
        {
            Directory.CreateDirectory($"{_directory.FullName}/{name}");
            LinuxFiles.Write($"{_directory.FullName}/{name}/a", "");
        }

        // A backslash before a slash is nothing that anybody writes, and the C libraries differ about it.
        Gen<string> whole = Pattern.Where(pattern => !pattern.EndsWith('\\') && !IsMistakenByGlibc(pattern));
        Gen.Select(whole, whole).Sample(
            pair =>
            {
                string pattern = $"{_directory.FullName}/{pair.Item1}/{pair.Item2}";
                Assert.Equal(LinuxFiles.Glob(pattern, 0), FileTree.Host.Glob(pattern));
            },
            iter: 1_000);
    }

    [Fact]
    public void A_directory_that_may_not_be_read_is_told()
    {
        Directory.CreateDirectory(_directory.FullName + "/closed");
        LinuxFiles.Write(_directory.FullName + "/closed/x.conf", "");
        File.SetUnixFileMode(_directory.FullName + "/closed", UnixFileMode.UserExecute);

        FileGlob glob = FileTree.Host.Glob(_directory.FullName + "/*/*.conf");
        string literal = Assert.Single(FileTree.Host.Glob(_directory.FullName + "/*/x.conf"));

        // Root reads every directory.
        Assert.Equal(Environment.IsPrivilegedProcess ? [] : [new UnlistedDirectory(_directory.FullName + "/closed", FileOpeningFailure.PermissionDenied)], glob.Unlisted);
        Assert.Equal(_directory.FullName + "/closed/x.conf", literal);
        File.SetUnixFileMode(_directory.FullName + "/closed", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // glibc takes a dot for a leading one where a bracket follows *?: that is its mistake, and nobody's configuration.
    private static bool IsMistakenByGlibc(string pattern) => Regex.IsMatch(pattern, @"\*[*?]*\?[*?]*\[");

    private static Gen<string> Pieces(string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(index => pieces[index]);
}
