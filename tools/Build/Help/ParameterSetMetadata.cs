namespace Nginx502.Build.Help;

/// <summary>How a parameter is in one parameter set.</summary>
internal sealed class ParameterSetMetadata
{
    /// <summary>The set; <c>(All)</c> for all of them.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its position, counted from 0, or <c>Named</c>.</summary>
    public string Position { get; set; } = "Named";

    /// <summary>True when it has to be given.</summary>
    public bool IsRequired { get; set; }

    /// <summary>True when it binds from the pipeline by value.</summary>
    public bool ValueFromPipeline { get; set; }

    /// <summary>True when it binds from the pipeline by the name of a property.</summary>
    public bool ValueFromPipelineByPropertyName { get; set; }

    /// <summary>True when it takes what is left.</summary>
    public bool ValueFromRemainingArguments { get; set; }
}
