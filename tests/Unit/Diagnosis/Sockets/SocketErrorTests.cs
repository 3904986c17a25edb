using System.Globalization;

namespace Nginx502.UnitTests.Diagnosis.Sockets;

/// <summary>Each thing that the kernel or the other side says makes one rung fail, with its cause and a remedy.</summary>
public sealed class SocketErrorTests
{
    public static TheoryData<string> Lines => [.. File.ReadAllLines(TestData.Path("sockets/errors.tsv")).Where(line => !line.StartsWith('#'))];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Errors_make_one_rung_fail(string line)
    {
        string[] fields = line.Split('\t');
        (bool isUnix, bool isConnected, int error) = (fields[0] == "unix", fields[1] == "yes", int.Parse(fields[2], CultureInfo.InvariantCulture));
        FpmSocketFacts whole = isUnix ? SocketFacts.Unix : SocketFacts.Tcp;
        FpmSocketFacts facts = whole with
        {
            Queued = 512,
            Attempts = [SocketFacts.Failed(Enum.Parse<FastCgiFailureKind>(fields[3]), error, isConnected, isUnix ? null : "127.0.0.1")],
        };

        FpmSocketTestResult result = FpmSocketJudgement.Judge(facts);

        var rung = Enum.Parse<FpmSocketRungKind>(fields[4]);
        Assert.Equal((false, rung, error == 0 ? null : (Errno?)error), (result.Passed, result.FailedRung, result.Errno));
        Assert.Contains(fields[5], result.Explanation, StringComparison.Ordinal);
        Assert.EndsWith(".", result.Explanation, StringComparison.Ordinal);
        Assert.Contains(fields[6], result.Remedy!.ToString(), StringComparison.Ordinal);
        Assert.Equal(FpmSocketRungStatus.Failed, result.Of(rung));
        Assert.All(result.Rungs.Where(one => one.Rung > rung), one => Assert.Equal(FpmSocketRungStatus.NotReached, one.Status));
        Assert.All(result.Rungs.Where(one => one.Rung < rung), one => Assert.Contains(one.Status, (FpmSocketRungStatus[])[FpmSocketRungStatus.Passed, FpmSocketRungStatus.NotApplicable]));
    }
}
