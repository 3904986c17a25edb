namespace Nginx502.Recovery;

/// <summary>
/// Finds the fewest lines to take away and to add that make one sequence of lines of another (E. Myers, An O(ND) Difference
/// Algorithm and Its Variations, 1986).
/// </summary>
internal static class LineComparison
{
    // What is kept to walk back grows with the square of it: 4 MB. Beyond it the middle is given as replaced, which is as right.
    private const int MostDifferences = 1000;

    /// <summary>The runs that differ, in order; none when both are the same.</summary>
    /// <param name="before">The old lines, equal ones by equal numbers.</param>
    /// <param name="after">The new lines likewise.</param>
    public static IReadOnlyList<LineEdit> Compare(ReadOnlySpan<int> before, ReadOnlySpan<int> after)
    {
        int head = before.CommonPrefixLength(after);
        before = before[head..];
        after = after[head..];
        int tail = 0;
        while (tail < Math.Min(before.Length, after.Length) && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        before = before[..^tail];
        after = after[..^tail];
        bool[] goes = new bool[before.Length];
        bool[] comes = new bool[after.Length];
        Mark(before, after, goes, comes);
        return Runs(goes, comes, head);
    }

    private static void Mark(ReadOnlySpan<int> before, ReadOnlySpan<int> after, bool[] goes, bool[] comes)
    {
        if (FindWay(before, after) is not { } steps)
        {
            Array.Fill(goes, true);
            Array.Fill(comes, true);
            return;
        }

        int x = before.Length;
        int y = after.Length;
        for (int difference = steps.Count; difference > 0; difference--)
        {
            int[] reached = steps[difference - 1];
            int diagonal = x - y;
            bool isAdded = diagonal == -difference || (diagonal != difference && At(reached, diagonal - 1, difference - 1) < At(reached, diagonal + 1, difference - 1));
            int from = isAdded ? diagonal + 1 : diagonal - 1;
            x = At(reached, from, difference - 1);
            y = x - from;
            (isAdded ? comes : goes)[isAdded ? y : x] = true;
        }
    }

    // How far each diagonal was reached with each number of differences but the last; null when there are too many.
    private static List<int[]>? FindWay(ReadOnlySpan<int> before, ReadOnlySpan<int> after)
    {
        var steps = new List<int[]>();
        int most = Math.Min(before.Length + after.Length, MostDifferences);
        for (int difference = 0; difference <= most; difference++)
        {
            int[] reached = new int[(2 * difference) + 1];
            for (int diagonal = -difference; diagonal <= difference; diagonal += 2)
            {
                int x = difference == 0 ? 0 : First(steps[^1], diagonal, difference);
                while (x < before.Length && x - diagonal < after.Length && before[x] == after[x - diagonal])
                {
                    x++;
                }

                reached[diagonal + difference] = x;
                if (x >= before.Length && x - diagonal >= after.Length)
                {
                    return steps;
                }
            }

            steps.Add(reached);
        }

        return null;
    }

    private static int First(int[] reached, int diagonal, int difference)
    {
        bool isAdded = diagonal == -difference || (diagonal != difference && At(reached, diagonal - 1, difference - 1) < At(reached, diagonal + 1, difference - 1));
        return isAdded ? At(reached, diagonal + 1, difference - 1) : At(reached, diagonal - 1, difference - 1) + 1;
    }

    private static int At(int[] reached, int diagonal, int difference) => reached[diagonal + difference];

    private static List<LineEdit> Runs(bool[] goes, bool[] comes, int head)
    {
        var runs = new List<LineEdit>();
        int old = 0;
        int now = 0;
        while (old < goes.Length || now < comes.Length)
        {
            int oldStart = old;
            int newStart = now;
            while (old < goes.Length && goes[old])
            {
                old++;
            }

            while (now < comes.Length && comes[now])
            {
                now++;
            }

            if (old > oldStart || now > newStart)
            {
                runs.Add(new LineEdit(head + oldStart, old - oldStart, head + newStart, now - newStart));
            }
            else
            {
                old++;
                now++;
            }
        }

        return runs;
    }
}
