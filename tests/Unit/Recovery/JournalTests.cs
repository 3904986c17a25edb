using System.Text;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery;

public sealed class JournalTests : IDisposable
{
    private readonly ChangeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    private string JournalPath => _lab.StatePath("journal.jsonl");

    [Fact]
    public void A_machine_without_changes_has_none()
    {
        Assert.Empty(_lab.Changes());
        Assert.False(Directory.Exists(_lab.State));
    }

    [Fact]
    public void A_person_can_read_it()
    {
        _lab.Transaction().Run(_lab.Both(new FakeCheck(), new FakeActivation(_lab.Pool)));

        string[] lines = File.ReadAllLines(JournalPath);
        Assert.Equal(
            ["Begin", "Install", "Activate", "Commit", "Close"],
            lines.Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()));
        Assert.Contains("\"commandLine\":\"Set-FpmPoolTuning www -MaxChildren 20 -Reload\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"version\":1", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_terminal_could_obey_is_escaped_in_it()
    {
        string path = Path.Combine(_lab.Root, "pools", "a\e]0;x\a\u202Eb.conf");
        File.WriteAllText(path, ChangeLab.OldPool);

        GatewayChange change = _lab.Transaction().Run(_lab.One(path));

        Assert.Equal(ChangeState.Committed, change.State);
        Assert.Equal(path, _lab.Only().Files[0].Path);
        Assert.All(Encoding.UTF8.GetString(File.ReadAllBytes(JournalPath)), letter => Assert.True(letter is '\n' or (>= ' ' and < '\x7f')));
        Assert.EndsWith("1-file", change.Files[0].BackupPath, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_at_any_byte_it_is_read_and_the_files_are_brought_to_one_set()
    {
        _lab.Transaction().Run(_lab.Both());
        byte[] whole = File.ReadAllBytes(JournalPath);
        byte[][] lines = whole.Select((letter, index) => (letter, index)).Where(pair => pair.letter == '\n').Select(pair => whole[..(pair.index + 1)]).ToArray();
        int[] cuts = [.. Enumerable.Range(0, whole.Length + 1).Where(cut => cut % 37 == 0 || lines.Any(line => Math.Abs(line.Length - cut) <= 1))];

        foreach (int cut in cuts)
        {
            File.WriteAllBytes(JournalPath, whole[..cut]);
            ChangeJournalContent content = _lab.Journal.Read();
            Assert.Equal((null, 0), (content.Failure, content.UnreadableLines));
            Assert.Null(_lab.Journal.Recover("Get-GatewayChange", TimeSpan.FromSeconds(5)).Failure);
            bool isBegun = cut >= lines[0].Length;
            Assert.Equal(isBegun ? 1 : 0, _lab.Changes().Count);

            // All files are new, so it is finished where files could have been put in place.
            _lab.AssertNewContent();
        }
    }

    [Fact]
    public void A_line_behind_a_torn_one_is_whole()
    {
        _lab.Transaction().Run(_lab.One());
        File.AppendAllText(JournalPath, "{\"change\":2,\"event\":\"Beg");

        GatewayChange undo = _lab.Transaction().Restore(new RestoreRequest("Restore-GatewayConfiguration", 1));

        Assert.Equal((ChangeState.Committed, 2), (undo.State, undo.Id!.Value));
        ChangeJournalContent content = _lab.Journal.Read();
        Assert.Equal((2, 1), (content.Changes.Count, content.UnreadableLines));
    }

    [Fact]
    public void A_journal_of_a_newer_version_is_left_alone()
    {
        _lab.Transaction().Run(_lab.One());
        File.AppendAllText(JournalPath, "{\"change\":2,\"event\":\"Teleport\",\"version\":2}\n");

        GatewayChange change = _lab.Transaction().Run(new ChangeRequest("Set", [ChangeLab.Edit(_lab.Site, ChangeLab.OldSite, ChangeLab.NewSite)]));

        Assert.Equal((ChangeState.Refused, ChangeFailureReason.StateNotUsable), (change.State, change.Failure!.Reason));
        Assert.Contains("newer version", change.Problem, StringComparison.Ordinal);
        Assert.Equal(ChangeLab.OldSite, File.ReadAllText(_lab.Site));
    }

    [Fact]
    public void A_grown_journal_is_put_aside_and_still_read()
    {
        _lab.Transaction().Run(_lab.One());
        File.AppendAllText(JournalPath, new string('x', BackupRetention.JournalBytes) + "\n");

        GatewayChange undo = _lab.Transaction().Restore(new RestoreRequest("Restore-GatewayConfiguration", 1));

        Assert.Equal(2, undo.Id);
        Assert.True(File.Exists(_lab.StatePath("journal-000001.jsonl")));
        Assert.Equal([ChangeState.Undone, ChangeState.Committed], _lab.Changes().Select(change => change.State));
        Assert.InRange(new FileInfo(JournalPath).Length, 1, 10_000);
    }

    [Fact]
    public void Old_backups_go_but_never_the_newest_ten_or_an_unfinished_ones()
    {
        DateTimeOffset now = DateTimeOffset.Now;
        JournalChange[] changes = Enumerable.Range(1, 230).Select(id => Change(id, id <= 20 ? now.AddDays(-91) : now.AddDays(-1), isClosed: id is not (5 or 15))).ToArray();
        int[] kept = [.. Enumerable.Range(1, 230)];

        IReadOnlyList<int> outdated = BackupRetention.Outdated(kept, changes, now);

        Assert.Equal(Enumerable.Range(1, 30).Except([5, 15]), outdated);
        Assert.Equal([1], BackupRetention.Outdated([.. Enumerable.Range(1, 11)], [.. Enumerable.Range(1, 11).Select(id => Change(id, now.AddDays(-400), true))], now));
        Assert.Empty(BackupRetention.Outdated([.. Enumerable.Range(1, 10)], [.. Enumerable.Range(1, 10).Select(id => Change(id, now.AddDays(-400), true))], now));
    }

    [Fact]
    public void Outdated_backups_are_removed_after_a_change()
    {
        for (int id = 1; id <= 11; id++)
        {
            Assert.Equal(ChangeState.Committed, Flip(id).State);
        }

        File.WriteAllText(JournalPath, File.ReadAllText(JournalPath).Replace(DateTime.Now.Year + "-", "2001-", StringComparison.Ordinal));
        Assert.Equal(ChangeState.Committed, Flip(12).State);

        string[] names = Directory.GetDirectories(_lab.StatePath("backups")).Select(path => Path.GetFileName(path)).Order().ToArray();
        Assert.Equal(Enumerable.Range(3, 10).Select(id => id.ToString("D6", System.Globalization.CultureInfo.InvariantCulture)), names);
        Assert.Null(_lab.Changes()[0].Files[0].BackupPath);
        Assert.Empty(_lab.Changes()[0].Diff);
    }

    private GatewayChange Flip(int id) => _lab.Transaction().Run(new ChangeRequest(
        "Set", [id % 2 == 1 ? ChangeLab.Edit(_lab.Pool, ChangeLab.OldPool, ChangeLab.NewPool) : ChangeLab.Edit(_lab.Pool, ChangeLab.NewPool, ChangeLab.OldPool)]));

    private static JournalChange Change(int id, DateTimeOffset time, bool isClosed)
    {
        var change = new JournalChange(new JournalLine(id, JournalEvent.Begin) { Time = time, Command = "Set", Files = [] });
        if (isClosed)
        {
            change.Add(new JournalLine(id, JournalEvent.RolledBack));
        }

        return change;
    }
}
