namespace Nginx502.Reporting;

/// <summary>One section of a report.</summary>
internal interface IReportSection
{
    /// <summary>Its place in the page: letters only.</summary>
    string Id { get; }

    /// <summary>Its heading.</summary>
    string Title { get; }

    /// <summary>True when there is something to tell.</summary>
    bool IsWanted(IncidentReport report);

    /// <summary>Writes what stands below its heading.</summary>
    void Write(PageText page, IncidentReport report);
}
