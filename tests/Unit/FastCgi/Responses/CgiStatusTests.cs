using CsCheck;
using System.Text;
using Nginx502.FastCgi;

namespace Nginx502.UnitTests.FastCgi.Responses;

public sealed class CgiStatusTests
{
    private static readonly string[] Fragments = ["Status: ", "status:", "404", " Not Found", "Location: /x", "\n", "\r\n", "\r", ":", " ", "\0", "X", "é"];

    [Fact]
    public void The_quick_look_and_the_whole_header_agree() =>
        Gen.Select(Gen.Int[0, Fragments.Length - 1].Select(index => Fragments[index]).Array[0, 14], Gen.Int[0, 60]).Sample(
            (parts, maximum) =>
            {
                byte[] output = Encoding.UTF8.GetBytes(string.Concat(parts));
                CgiHeader header = CgiHeader.Read(output, maximum);
                return header.Status == CgiStatus.Read(output, maximum) && (header.Length > 0) == (header.Problem is null or FastCgiFailureKind.HeaderInvalid);
            },
            iter: 50_000,
            seed: "0N0XIzNsQ0O2",
            threads: 1);

    [Fact]
    public void A_quick_look_makes_no_garbage()
    {
        byte[] output = "X-Powered-By: PHP\r\nStatus: 503 Busy\r\nContent-type: text/html\r\n\r\nbody"u8.ToArray();
        Assert.Equal(503, CgiStatus.Read(output, 4096));

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 1_000; round++)
        {
            CgiStatus.Read(output, 4096);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
