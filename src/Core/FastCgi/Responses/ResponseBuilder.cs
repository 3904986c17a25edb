using System.Globalization;

namespace Nginx502.FastCgi;

/// <summary>Makes an object of what an exchange gave.</summary>
internal static class ResponseBuilder
{
    /// <summary>The response. Nothing of it is shared with what it is made of.</summary>
    /// <param name="endpoint">Where it was asked.</param>
    /// <param name="collector">What came.</param>
    /// <param name="failure">Why it is no good one, as far as the header has no part in it.</param>
    /// <param name="times">How long it took.</param>
    /// <param name="context">What was asked, and how far it came.</param>
    public static FastCgiResponse Build(FpmEndpoint endpoint, ResponseCollector collector, FastCgiFailure? failure, ExchangeTimes times, ResponseContext context)
    {
        bool hasOutput = !context.IsAboutLimits && (collector.Output.Length > 0 || collector.Decoder.HasEnded);
        CgiHeader? header = hasOutput ? CgiHeader.Read(collector.Output, context.MaximumHeaderBytes) : null;
        EndOfRequest? end = !context.IsAboutLimits && collector.Decoder.HasEnded ? collector.Decoder.End : null;
        return new FastCgiResponse(endpoint)
        {
            Address = context.Address,
            Failure = failure ?? (header?.Problem is { } problem ? new FastCgiFailure(problem, context.Phase, header.ProblemText) : null),
            Status = header?.Status,
            Reason = header?.Reason,
            Headers = [.. header?.Lines ?? []],
            HeaderLength = header?.Length ?? 0,
            BodyBytes = hasOutput ? collector.Output[header!.Length..].ToArray() : ReadOnlyMemory<byte>.Empty,
            StandardError = DecodeErrorOutput(collector),
            AppStatus = end?.AppStatus,
            ProtocolStatus = end?.ProtocolStatus,
            Limits = context.IsAboutLimits ? ReadLimits(collector.Output) : new Dictionary<string, string>(),
            ConnectTime = times.Connect,
            FirstByteTime = times.FirstByte,
            Duration = times.Whole,
            ReceivedBytes = collector.Received,
        };
    }

    private static string DecodeErrorOutput(ResponseCollector collector)
    {
        string text = SafeLines.Decode(collector.ErrorOutput);
        return collector.ErrorOutputLeftOut == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}... ({collector.ErrorOutputLeftOut} bytes more)");
    }

    private static Dictionary<string, string> ReadLimits(ReadOnlySpan<byte> pairs)
    {
        Dictionary<string, string> limits = new(StringComparer.Ordinal);
        while (NameValuePair.TryTake(ref pairs, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
        {
            limits[SafeText.Decode(name)] = SafeText.Decode(value);
        }

        return limits;
    }
}
