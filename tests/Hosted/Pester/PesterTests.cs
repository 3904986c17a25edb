using System.Collections.Concurrent;
using System.Globalization;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Pester;

/// <summary>The files of tests/Pester in the bare engine, each It a case of its own.</summary>
public sealed class PesterTests
{
    private static readonly string Folder = Path.Combine(Package.Repository, "tests", "Pester");
    private static readonly ConcurrentDictionary<string, Lazy<PesterNode>> Runs = new();

    // The conformance tests fail on purpose: ConformanceTests has them.
    private static readonly string[] Names =
        [.. Directory.GetFiles(Folder, "*.Tests.ps1").Select(path => Path.GetFileName(path)).Where(name => name != "Conformance.Tests.ps1").Order(StringComparer.Ordinal)];

    /// <summary>The files by name.</summary>
    public static TheoryData<string> Files => [.. Names];

    /// <summary>The tests by their number in the file, since two can have one name. A file that cannot be read fails in the other theory.</summary>
    public static TheoryData<string, int, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, string>();
            foreach (string file in Names)
            {
                PesterNode root;
                try
                {
                    root = PesterFile.Discover(Path.Combine(Folder, file));
                }
                catch (InvalidOperationException)
                {
                    continue;
                }

                foreach ((int number, PesterNode test) in root.Tests.Where(test => !test.NeedsPwsh).Index())
                {
                    cases.Add(file, number, test.Path);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void File_is_in_the_subset_and_its_blocks_pass(string file)
    {
        PesterNode? failed = RunOnce(file).Blocks.FirstOrDefault(block => block.Failure is not null);
        Assert.True(failed is null, $"{failed?.Path}: {failed?.Failure}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void It(string file, int number, string test)
    {
        PesterNode judged = RunOnce(file).Tests.ElementAt(number);
        Assert.True(judged.Failure is null, $"{file}: {test} ('{judged.ExpandedName}'): {judged.Failure}");
    }

    /// <summary>Writes output/pester-not-run.txt for the build's summary: the number of tests that only pwsh runs, then their names.</summary>
    [Fact]
    public void Tests_that_need_pwsh_are_counted_as_not_run()
    {
        string[] notRun = [.. Names.SelectMany(file => PesterFile.Discover(Path.Combine(Folder, file)).Tests
            .Where(test => test.NeedsPwsh).Select(test => $"{file}: {test.Path}"))];
        string output = Directory.CreateDirectory(Path.Combine(Package.Repository, "output")).FullName;
        File.WriteAllLines(Path.Combine(output, "pester-not-run.txt"), [notRun.Length.ToString(CultureInfo.InvariantCulture), .. notRun]);
    }

    private static PesterNode RunOnce(string file) =>
        Runs.GetOrAdd(file, name => new Lazy<PesterNode>(() => PesterFile.Run(Path.Combine(Folder, name)))).Value;
}
