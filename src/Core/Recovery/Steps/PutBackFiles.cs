namespace Nginx502.Recovery;

/// <summary>Puts all files of a change back that can be, the last one first, and says of the others what they hold.</summary>
internal static class PutBackFiles
{
    /// <summary>Puts the files back, and removes what was staged.</summary>
    /// <param name="files">The files.</param>
    /// <param name="wasInstalled">True when some may hold their new bytes.</param>
    public static PutBackResult Run(IReadOnlyList<FileInChange> files, bool wasInstalled)
    {
        var problems = new List<PutBackProblem>();
        var warnings = new List<string>();
        bool isToBeTriedAgain = false;
        bool hasLeftovers = false;
        foreach (FileInChange file in files.Reverse())
        {
            try
            {
                FileGeneration held = wasInstalled ? file.PutBack() : FileGeneration.Old;
                if (held is FileGeneration.Foreign or FileGeneration.Missing)
                {
                    problems.Add(Problem(file, ChangeSettlement.Describe(file.Line, held) + ": somebody else changed it, and it is left alone.", 0));
                }
            }
            catch (ChangeException exception)
            {
                isToBeTriedAgain = true;
                problems.Add(Problem(file, $"{Describe(file)} ({exception.Failure.Problem})", exception.Failure.ErrorNumber));
                continue;
            }

            try
            {
                if (file.RemoveLeftovers(wasInstalled) is { } stays)
                {
                    warnings.Add(stays);
                }
            }
            catch (ChangeException exception)
            {
                hasLeftovers = true;
                warnings.Add($"{exception.Failure.Problem} The next change removes it.");
            }
        }

        return new PutBackResult(problems, isToBeTriedAgain, hasLeftovers, warnings);
    }

    private static PutBackProblem Problem(FileInChange file, string problem, int errorNumber) => new(
        file.Line.RealPath, problem, $"cp -- '{SafeText.Escape(file.BackupPath)}' '{SafeText.Escape(file.Line.RealPath)}'", errorNumber);

    private static string Describe(FileInChange file)
    {
        try
        {
            return ChangeSettlement.Describe(file.Line, file.Look());
        }
        catch (ChangeException)
        {
            return $"'{SafeText.Escape(file.Line.RealPath)}' cannot be read any more";
        }
    }
}
