using Nginx502.Build;

return TaskRunner.Run(args);
