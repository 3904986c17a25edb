using System.Text;
using System.Text.Json;

namespace Nginx502.Reporting;

/// <summary>What the page's script draws, as JSON within the page.</summary>
internal static class ReportData
{
    private const int Digits = 2;

    /// <summary>
    /// The data of a report. The encoder leaves neither <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> nor U+2028 as they are: nothing in it can end the element that it stands in.
    /// </summary>
    public static string Write(IncidentReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (report.Snapshot is { } snapshot && ErrorSeries.Of(snapshot) is { } series)
            {
                WriteSeries(json, series, ReportMark.Of(report));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // Times as they are read on the server's clock: whoever reads the page elsewhere compares them with its logs.
    private static long Seconds(DateTime time) => (long)(DateTime.SpecifyKind(time, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalSeconds;

    private static void WriteSeries(Utf8JsonWriter json, ErrorSeries series, IReadOnlyList<ReportMark> marks)
    {
        json.WriteNumber("start", Seconds(series.Start));
        json.WriteNumber("width", (long)series.Width.TotalSeconds);
        json.WriteStartArray("series");
        for (int index = 0; index < series.Symptoms.Length; index++)
        {
            json.WriteStartObject();
            json.WriteString("name", TimelineSection.NameOf(series.Symptoms[index]));
            json.WriteStartArray("counts");
            foreach (double count in series.Counts[index])
            {
                json.WriteNumberValue(Math.Round(count, Digits));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("marks");
        foreach (ReportMark mark in marks.Where(mark => mark.Time >= series.Start && mark.Time <= series.End))
        {
            json.WriteStartObject();
            json.WriteNumber("time", Seconds(mark.Time));
            json.WriteString("kind", mark.Kind);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
