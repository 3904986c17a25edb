namespace Nginx502;

/// <summary>What became of a question for a host name's addresses.</summary>
public enum NameAnswerStatus
{
    /// <summary>There are addresses.</summary>
    Answered,

    /// <summary>The name is known, and has no address of this kind.</summary>
    NoAddress,

    /// <summary>The name is not known: NXDOMAIN, or <c>EAI_NONAME</c> of the system's resolver.</summary>
    NoSuchName,

    /// <summary>The name server could not find out: SERVFAIL, or <c>EAI_AGAIN</c> of the system's resolver.</summary>
    ServerFailure,

    /// <summary>The name server answers nobody, or not us: REFUSED.</summary>
    Refused,

    /// <summary>No answer came in time.</summary>
    TimedOut,

    /// <summary>The name server was not reached: nothing listens there, or no way leads there.</summary>
    Unreachable,

    /// <summary>What was answered could not be used, or it was not possible to ask.</summary>
    Failed,
}
