using Concord.App.Api;
using Concord.Planning.Cube;
using Concord.Planning.Scenarios;
using Concord.Storage.Scenarios;

namespace Concord.App.Plans;

/// <summary>A revision with the structure that gives its numbers their meaning.</summary>
internal sealed record OpenPlan(Revision Revision, PlanStructure Structure)
{
    public PlanState State => Revision.State;
}

/// <summary>Opens revisions for requests.</summary>
internal sealed class OpenPlans(PlanRepository repository, PlanStructures structures)
{
    /// <exception cref="ProblemException">404: no such scenario; 409: it is archived.</exception>
    public Scenario Scenario(long id, bool toChange = false)
    {
        var scenario = repository.Scenarios().FirstOrDefault(s => s.Id == id) ?? throw ProblemException.NotFound("scenario", id);
        if (toChange && scenario.Archived)
            throw ProblemException.Conflict($"The scenario '{scenario.Name}' is archived and does not change.", "Maybe take it out of the archive first.", "archived");
        return scenario;
    }

    /// <summary>The head of a scenario, or another revision.</summary>
    public OpenPlan Open(long scenario, long? revision = null)
    {
        Scenario(scenario);
        return Of(revision is { } id ? Revision(id, "revision") : repository.Head(scenario));
    }

    public OpenPlan Of(Revision revision) => new(revision, structures.Of(revision.State));

    /// <exception cref="ProblemException">404: no such revision.</exception>
    public Revision Revision(long id, string field) => repository.Revision(Info(id, field).Id);

    /// <exception cref="ProblemException">404: no such revision.</exception>
    public RevisionInfo Info(long id, string field)
    {
        try
        {
            return repository.Info(id);
        }
        catch (PlanStoreException e)
        {
            throw new ProblemException(StatusCodes.Status404NotFound, "not_found", e.Message, field, $"{id}");
        }
    }

    /// <summary>A structure with the calendar of a revision, even one whose values compaction has dropped: that of the newest scenario made from it.</summary>
    public PlanStructure StructureNear(RevisionInfo info)
    {
        var scenario = repository.Scenarios().LastOrDefault(s => repository.IsAncestor(info.Id, s.Head)) ?? repository.Scenarios()[0];
        return structures.Of(repository.Head(scenario.Id).State);
    }
}
