using System.Globalization;

namespace Nginx502.FastCgi;

/// <summary>Says in words what is wrong with what an application sent.</summary>
internal static class ResponseFailures
{
    /// <summary>What is wrong with a response that is done; null when nothing is. Its header is judged apart.</summary>
    /// <param name="collector">What came.</param>
    /// <param name="phase">How far the exchange had come.</param>
    public static FastCgiFailure? Explain(ResponseCollector collector, FastCgiPhase phase)
    {
        RecordDecoder decoder = collector.Decoder;
        if (collector.IsTooMuch)
        {
            return new FastCgiFailure(
                FastCgiFailureKind.TooMuch, phase, Invariant($"The answer was not complete within the {collector.Maximum} bytes that are allowed."));
        }

        return decoder.Problem == DecodeProblem.None ? ExplainEnd(decoder, phase) : ExplainProblem(decoder, collector.Received, phase);
    }

    private static FastCgiFailure ExplainProblem(RecordDecoder decoder, long received, FastCgiPhase phase)
    {
        RecordHeader record = decoder.Record;
        return decoder.Problem switch
        {
            DecodeProblem.NotFastCgi => ExplainForeign(decoder.Opening, phase),
            DecodeProblem.NothingSent => new(FastCgiFailureKind.ConnectionClosed, phase, "The connection was closed before a byte of an answer came."),
            DecodeProblem.CutShort => new(
                FastCgiFailureKind.CutShort, phase, Invariant($"The connection was closed within the answer, behind {received} bytes and before the record that ends it.")),
            DecodeProblem.NotARecord => Violation($"Behind good records the answer has something that is none; it begins with '{SafeText.Decode(decoder.Opening)}'."),
            DecodeProblem.WrongRequestId => Violation(Invariant($"The answer has a record of request {record.RequestId}, which was not asked here.")),
            DecodeProblem.MalformedRecord => Violation(
                Invariant($"The answer has a record of type {record.Type} with {record.ContentLength} bytes, where {EndOfRequest.Size} belong.")),
            DecodeProblem.TypeNotKnown => Violation($"The application does not know records of type {decoder.UnknownType}."),
            _ => Violation($"The answer has a record of type {record.Type}, which does not belong there."),
        };

        FastCgiFailure Violation(string message) => new(FastCgiFailureKind.ProtocolViolation, phase, message);
    }

    private static FastCgiFailure ExplainForeign(ReadOnlySpan<byte> opening, FastCgiPhase phase)
    {
        ForeignProtocol protocol = ForeignProtocols.Guess(opening);
        string what = ForeignProtocols.Describe(protocol) is { } name ? $" but seems to be {name}" : string.Empty;
        string message = $"What answers there does not speak FastCGI{what}; the answer begins with '{SafeText.Decode(opening)}'.";
        return new FastCgiFailure(FastCgiFailureKind.NotFastCgi, phase, message, ForeignProtocol: protocol);
    }

    private static FastCgiFailure? ExplainEnd(RecordDecoder decoder, FastCgiPhase phase) => decoder.End.ProtocolStatus switch
    {
        FastCgiProtocolStatus.RequestComplete => null,
        FastCgiProtocolStatus.CannotMultiplex => new(
            FastCgiFailureKind.CannotMultiplex, phase, "The application refused the request: it deals with one request of a connection at a time."),
        FastCgiProtocolStatus.Overloaded => new(FastCgiFailureKind.Overloaded, phase, "The application refused the request: it is overloaded."),
        FastCgiProtocolStatus.UnknownRole => new(FastCgiFailureKind.UnknownRole, phase, "The application refused the request: it does not know the role of a responder."),
        FastCgiProtocolStatus other => new(
            FastCgiFailureKind.UnknownProtocolStatus, phase, Invariant($"The application ended the request with status {(int)other}, which the protocol does not have.")),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
