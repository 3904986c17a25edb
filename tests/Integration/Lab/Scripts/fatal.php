<?php
function charge(int $amount): void
{
    throw new RuntimeException("card \"4711\" refused");
}
charge(5);
