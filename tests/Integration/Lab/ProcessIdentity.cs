using System.Globalization;

namespace Nginx502.Lab;

/// <summary>One process that cannot be mistaken for a later one with the same number.</summary>
/// <param name="Id">The process id.</param>
/// <param name="StartTime">When it started, in clock ticks since boot (Linux: field 22 of /proc/PID/stat).</param>
public readonly record struct ProcessIdentity(int Id, ulong StartTime)
{
    // What Linux shows to programs, whatever it counts itself (USER_HZ).
    private const int TicksPerSecond = 100;

    /// <summary>True while it runs; a zombie does not run.</summary>
    public bool IsAlive => TryRead(Id, out ProcessIdentity now, out _, out char state) && now == this && state is not ('Z' or 'X');

    /// <summary>How long ago it was started.</summary>
    public TimeSpan Age => TimeSpan.FromSeconds(double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture) - ((double)StartTime / TicksPerSecond));

    /// <summary>The process with this number, or null.</summary>
    public static ProcessIdentity? Of(int id) => TryRead(id, out ProcessIdentity found, out _, out _) ? found : null;

    /// <summary>Sends a signal, if it still is the same process.</summary>
    public void Signal(UnixSignal signal)
    {
        if (IsAlive)
        {
            UnixCall.TrySignal(Id, signal);
        }
    }

    /// <summary>The processes that it started and that still run.</summary>
    public IReadOnlyList<ProcessIdentity> Children()
    {
        List<ProcessIdentity> children = [];
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && TryRead(id, out ProcessIdentity process, out int parent, out char state) && parent == Id && state is not ('Z' or 'X'))
            {
                children.Add(process);
            }
        }

        return children;
    }

    private static bool TryRead(int id, out ProcessIdentity process, out int parent, out char state)
    {
        (process, parent, state) = (default, 0, 'X');
        string text;
        try
        {
            text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
        }
        catch (IOException)
        {
            // Gone, or going while it was read (ESRCH).
            return false;
        }

        // The program's name stands in parentheses and may hold spaces and parentheses itself.
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        state = fields[0][0];
        parent = int.Parse(fields[1], CultureInfo.InvariantCulture);
        process = new ProcessIdentity(id, ulong.Parse(fields[19], CultureInfo.InvariantCulture));
        return true;
    }
}
