namespace Nginx502.Fpm;

/// <summary>
/// A pool that goes on in another file. Where that one looks like a whole pool it was copied and its header forgotten, so that one pool is missing; else it
/// is an override, as in the official containers.
/// </summary>
internal sealed class ContinuedPoolCheck : IFpmCheck
{
    // What every pool sets.
    private static readonly string[] OfEveryPool = ["user", "listen", "pm", "pm.max_children"];

    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        foreach (FpmSection pool in context.Pools)
        {
            foreach (FpmSegment segment in pool.Segments.Where(segment => segment.HasHeader && IsOther(pool, segment)).DistinctBy(segment => segment.File))
            {
                string first = ConfigurationPlace.Format(pool.File?.Path, pool.LineNumber);
                context.Findings.Add(
                    pool, IsWhole(pool, segment.File) ? Severity.Warning : Severity.Note, "PoolContinued", $"the pool {pool.Name} begins at {RawText.Encode(first)} and goes on here: it is one pool, not two",
                    segment.File.Path, segment.File.Ini.Lines[segment.First].Number, null, "Give this one another name when it is to be a pool of its own. Names that differ in case only are the same.");
            }
        }
    }

    private static bool IsWhole(FpmSection pool, FpmConfigurationFile file) =>
        file == pool.File || OfEveryPool.Count(name => pool.Assignments.Exists(assignment => assignment.File == file && assignment.Name == name)) > 1;

    // In another file, or with the name in other letters. The same header twice in one file is meant.
    private static bool IsOther(FpmSection pool, FpmSegment segment) =>
        segment.File != pool.File
        || segment.File.Ini.Lines[segment.First].Statements.Any(statement =>
            statement.Kind == IniStatementKind.Section && statement.Name != pool.Name && RawText.EqualsIgnoringCase(statement.Name, pool.Name));
}
