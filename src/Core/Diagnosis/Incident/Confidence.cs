namespace Nginx502;

/// <summary>How sure a finding is.</summary>
public enum Confidence
{
    /// <summary>It fits what was seen, and other causes do too.</summary>
    Possible,

    /// <summary>Most of what was seen speaks for it; one thing that would prove it was not seen.</summary>
    Likely,

    /// <summary>The kernel, the configuration or the program itself tells it.</summary>
    Certain,
}
