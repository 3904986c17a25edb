namespace Nginx502.FastCgi;

/// <summary>How the bytes of an application break the protocol.</summary>
internal enum DecodeProblem
{
    /// <summary>They do not.</summary>
    None,

    /// <summary>They begin with another version than 1: another protocol.</summary>
    NotFastCgi,

    /// <summary>Behind at least one good record comes something that is none.</summary>
    NotARecord,

    /// <summary>A record of a type that an application does not send here.</summary>
    UnexpectedRecord,

    /// <summary>A record of another request.</summary>
    WrongRequestId,

    /// <summary>A record whose length does not fit its type.</summary>
    MalformedRecord,

    /// <summary>The application does not know a type of record that it was sent.</summary>
    TypeNotKnown,

    /// <summary>The connection ended before a byte came.</summary>
    NothingSent,

    /// <summary>The connection ended before the response did.</summary>
    CutShort,
}
