using System.Text;

namespace Nginx502.UnitTests.Logs.FpmLog;

/// <summary>Every message of tests/data/fpm-log/fpm-messages.tsv has the event of its row.</summary>
public class FpmMessageTableTests
{
    private const string NginxStart = "FastCGI sent in stderr: \"";
    private const string NginxEnd = "\" while reading";

    public static TheoryData<string, string, string, FpmLogEvent> Rows()
    {
        var rows = new TheoryData<string, string, string, FpmLogEvent>();
        foreach (string[] row in File.ReadLines(TestData.Path("fpm-log/fpm-messages.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            rows.Add(row[0], row[1], row[5], Enum.Parse<FpmLogEvent>(row[10]));
        }

        return rows;
    }

    [Fact]
    public void The_table_is_whole() => Assert.Equal(139, Rows().Count);

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_example_has_its_event(string id, string template, string example, FpmLogEvent expected)
    {
        Assert.NotEmpty(template);
        int start = example.IndexOf(NginxStart, StringComparison.Ordinal);
        string line = start < 0 ? example : "NOTICE: " + example[(start + NginxStart.Length)..example.IndexOf(NginxEnd, StringComparison.Ordinal)];

        FpmLogEntry entry = FpmLogText.One(line);

        Assert.True(expected == entry.Event, $"{id}: {entry.Event}");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_template_with_any_values_has_its_event(string id, string template, string example, FpmLogEvent expected)
    {
        Assert.NotEmpty(example);
        string whole = id switch
        {
            "child-exited-signal" => template.Replace("exited %s", "exited on signal %d (%s%s)", StringComparison.Ordinal),
            "child-exited-code" => template.Replace("exited %s", "exited with code %d", StringComparison.Ordinal),
            "child-exited-code-70-loop" => $"[pool %s] child %d exited {template} after %ld.%06d seconds from start",
            _ => template.Replace("said into %s", "said into stderr", StringComparison.Ordinal).Replace("\\n", "", StringComparison.Ordinal),
        };
        var random = new Random(id.Length + template.Length);
        for (int round = 0; round < 20; round++)
        {
            string message = Instantiate(whole, random);
            string line = expected == FpmLogEvent.SlowRequest && template[0] == '+' ? message : "[23-Nov-2026 03:55:13] WARNING: " + message;

            FpmLogEntry entry = FpmLogText.One(line);

            Assert.True(expected == entry.Event, $"{id}: {entry.Event} for {line}");
        }
    }

    [Fact]
    public void Every_event_but_that_of_unknown_messages_is_in_the_table()
    {
        var inTable = Rows().Select(row => (FpmLogEvent)row.ToArray()[3]!).ToHashSet();

        Assert.Equal([FpmLogEvent.Other], Enum.GetValues<FpmLogEvent>().Where(what => !inTable.Contains(what)));
    }

    // Values that try to look like something else.
    private static string Instantiate(string template, Random random)
    {
        string[] texts = ["", "www", "/var/www/html/a b.php", "it's", "x (3)", "über", "with code 1", "a: b", "..."];
        var text = new StringBuilder();
        for (int at = 0; at < template.Length; at++)
        {
            if (template[at] != '%')
            {
                text.Append(template[at]);
                continue;
            }

            at++;
            while (char.IsAsciiDigit(template[at]) || template[at] is 'l' or 'z')
            {
                at++;
            }

            text.Append(template[at] switch
            {
                '%' => "%",
                'c' => "Z",
                's' => texts[random.Next(texts.Length)],
                _ => random.Next(-9, int.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture),
            });
        }

        return text.ToString();
    }
}
