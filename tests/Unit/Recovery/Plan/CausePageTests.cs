namespace Nginx502.UnitTests.Recovery.Plan;

/// <summary>The pages of the causes promise of a recovery alone what the catalogue lets it do, and no more.</summary>
public sealed class CausePageTests
{
    private const string Promise = "- Recovery alone: ";

    public static TheoryData<Cause> Causes => [.. Pages().Select(page => page.Cause)];

    [Theory]
    [MemberData(nameof(Causes))]
    public void ThePagePromisesWhatIsAllowed(Cause cause)
    {
        string promised = Pages().Single(page => page.Cause == cause).Promised;
        bool acts = CauseCatalogue.AuthorityOf(cause) is RecoveryAuthority.Alone or RecoveryAuthority.Conditional;

        Assert.Equal(acts, !(promised.StartsWith("no", StringComparison.Ordinal) || promised.StartsWith("never", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryCauseThatARecoveryActsOnHasAPage()
    {
        Cause[] acted = [.. Enum.GetValues<Cause>().Where(cause => CauseCatalogue.AuthorityOf(cause) is RecoveryAuthority.Alone or RecoveryAuthority.Conditional)];

        Assert.Empty(acted.Except(Pages().Select(page => page.Cause)));
    }

    private static IEnumerable<(Cause Cause, string Promised)> Pages()
    {
        Cause? cause = null;
        foreach (string line in File.ReadLines(Page()))
        {
            cause = line.StartsWith("### ", StringComparison.Ordinal) && Enum.TryParse(line[4..], out Cause named) ? named : cause;
            if (line.StartsWith(Promise, StringComparison.Ordinal) && cause is { } known)
            {
                yield return (known, line[Promise.Length..]);
            }
        }
    }

    private static string Page()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Nginx502.sln")))
        {
            directory = directory.Parent;
        }

        return Path.Combine(directory!.FullName, "docs", "help", "about_Nginx502_Causes.md");
    }
}
