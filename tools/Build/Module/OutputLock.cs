namespace Nginx502.Build.Module;

/// <summary>One build of a checkout at a time: a second one waits here for the first.</summary>
internal static class OutputLock
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes the lock, waiting as long as it takes; disposing gives it back.</summary>
    public static IDisposable Take(Repository repository)
    {
        Directory.CreateDirectory(repository.Output);
        string path = Path.Combine(repository.Output, ".lock");
        bool told = false;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                if (!told)
                {
                    Console.Error.WriteLine("Another build of this checkout is running; waiting for it.");
                    told = true;
                }

                Thread.Sleep(Interval);
            }
        }
    }
}
