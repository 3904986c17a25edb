namespace Nginx502.Build.Help;

/// <summary>The help page of a cmdlet.</summary>
/// <param name="Name">The cmdlet.</param>
/// <param name="Synopsis">What it does, in a sentence.</param>
/// <param name="ParameterSets">The names of its parameter sets, as headed under SYNTAX; the default one first.</param>
/// <param name="Description">What it does, by paragraphs.</param>
/// <param name="Examples">Examples, at least one.</param>
/// <param name="Parameters">Its parameters, in the order of the page, without the common ones.</param>
/// <param name="Inputs">The types that it takes from the pipeline.</param>
/// <param name="Outputs">The types that it gives.</param>
/// <param name="Notes">Notes, by paragraphs.</param>
/// <param name="Links">Related links.</param>
internal sealed record CommandPage(
    string Name,
    string Synopsis,
    IReadOnlyList<string> ParameterSets,
    IReadOnlyList<string> Description,
    IReadOnlyList<HelpExample> Examples,
    IReadOnlyList<HelpParameter> Parameters,
    IReadOnlyList<HelpType> Inputs,
    IReadOnlyList<HelpType> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<HelpLink> Links);
