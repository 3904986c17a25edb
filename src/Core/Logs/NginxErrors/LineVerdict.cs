namespace Nginx502.Logs;

/// <summary>What a line of the error log means for an attempt to get an answer from an upstream.</summary>
/// <param name="Symptom">What nginx saw.</param>
/// <param name="AttemptStatus">What the attempt was worth; 0 for none.</param>
/// <param name="IsUpstreamError">True when an attempt failed or its answer was cut short.</param>
internal readonly record struct LineVerdict(Symptom Symptom, short AttemptStatus, bool IsUpstreamError)
{
    /// <summary>Judges a line whose fields were found.</summary>
    public static LineVerdict Of(ReadOnlySpan<byte> record, in ErrorLogFields fields)
    {
        var facts = new LineFacts
        {
            Message = fields.Message.Of(record),
            Level = fields.Level,
            Operation = fields.Operation,
            Errno = fields.ErrorNumber == 0 ? Errno.None : ErrnoText.Identify(fields.ErrorNumber, fields.ErrorText.Of(record)),
            HasClient = fields.HasClient,
            // Lines cut at their end may name the peer in the message only.
            IsUnixPeer = fields.Peer == PeerKind.UnixSocket || fields.Message.Of(record).StartsWith("connect() to unix:"u8),
        };

        if (!NginxMessages.TryMatch(facts.Message, out MessageMeaning? meaning))
        {
            return OfUnknownMessage(facts, fields.Peer != PeerKind.None);
        }

        Symptom symptom = facts.Level == NginxLogLevel.Emerg ? Symptom.ConfigurationRejected : meaning.Symptom(facts);
        bool isUpstreamError = meaning.IsFailure && symptom < Symptom.ScriptNotFound && (facts.HasClient || facts.ConcernsUpstream)
            && !NginxMessages.IsNoFailure(facts.Message, facts.Level);
        short status = symptom switch
        {
            Symptom.ScriptNotFound => 404,
            Symptom.ScriptDenied => 403,
            _ when meaning.IsFailure && (!isUpstreamError || facts.IsBehindHeader) => 0,
            _ => (short)(meaning.Status ?? 0),
        };
        return new LineVerdict(symptom, status, isUpstreamError);
    }

    // Modules and later versions have words of their own. What names an upstream and is an error is not kept back.
    private static LineVerdict OfUnknownMessage(in LineFacts facts, bool hasUpstream)
    {
        bool isError = facts.Level is NginxLogLevel.Error or NginxLogLevel.Crit or NginxLogLevel.Alert;
        if (isError && (hasUpstream || facts.ConcernsUpstream))
        {
            return new LineVerdict(Symptom.Unknown, 0, IsUpstreamError: true);
        }

        Symptom symptom = facts.Level switch
        {
            NginxLogLevel.Emerg => Symptom.ConfigurationRejected,
            NginxLogLevel.Notice when !facts.HasClient => Symptom.Lifecycle,
            _ => Symptom.Other,
        };
        return new LineVerdict(symptom, 0, IsUpstreamError: false);
    }
}
