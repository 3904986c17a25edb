namespace Nginx502;

/// <summary>How somebody is told.</summary>
public enum NotificationKind
{
    /// <summary>A mail, through the sendmail of this machine.</summary>
    Mail,

    /// <summary>JSON that is posted to an address.</summary>
    Webhook,

    /// <summary>A line in the machine's log.</summary>
    SystemLog,

    /// <summary>A file that names who is told, one a line, so that secret addresses stand in no command.</summary>
    File,
}
