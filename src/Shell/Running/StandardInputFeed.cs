using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Nginx502.Shell.Running;

/// <summary>Feeds the lines of standard input to <c>$input</c> of a running pipeline, no faster than it takes them.</summary>
internal static class StandardInputFeed
{
    private const int MaxWaiting = 10_000;

    /// <summary>Starts feeding, on a thread of its own that ends with the program.</summary>
    public static void Start(PipelineWriter input)
    {
        var thread = new Thread(() => Feed(input)) { IsBackground = true, Name = "Standard input" };
        thread.Start();
    }

    private static void Feed(PipelineWriter input)
    {
        try
        {
            while (Console.In.ReadLine() is { } line)
            {
                while (input.Count >= MaxWaiting && input.IsOpen)
                {
                    Thread.Sleep(millisecondsTimeout: 1);
                }

                input.Write(line);
            }

            input.Close();
        }
        catch (PipelineClosedException)
        {
            // The pipeline ended before its input did: 'Select-Object -First 1' is enough for that.
        }
    }
}
