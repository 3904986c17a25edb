using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Nginx502.HostedTests.Hosting.RunDirectories", "Nginx502.HostedTests")]

namespace Nginx502.HostedTests.Hosting;

/// <summary>Directories that live as long as the test run. xunit ends its test framework with the run, and nothing else.</summary>
public sealed class RunDirectories : XunitTestFramework
{
    private static readonly Deleting All = new();

    /// <summary>Made by xunit.</summary>
    public RunDirectories(IMessageSink messages)
        : base(messages) => DisposalTracker.Add(All);

    /// <summary>Deletes a directory, which need not be there yet, when the run ends.</summary>
    public static string Add(string path)
    {
        All.Paths.Add(path);
        return path;
    }

    private sealed class Deleting : IDisposable
    {
        public System.Collections.Concurrent.ConcurrentBag<string> Paths { get; } = [];

        public void Dispose()
        {
            foreach (string path in Paths.Where(Directory.Exists))
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }
}
